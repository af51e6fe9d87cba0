import { createApplications } from './applications/index.ts'
import { checkIn } from './attendance/check-in.ts'
import { createAttendance } from './attendance/index.ts'
import { createCollections } from './collecting/index.ts'
import type { App } from './contract.ts'
import { createCriteriaEditor } from './criteria/index.ts'
import { readCriteria } from './criteria/read.ts'
import { saveCriteria } from './criteria/save.ts'
import type { Deps } from './deps.ts'
import { createFilesApp } from './files/index.ts'
import { createImports } from './importing/index.ts'
import { createIssuerEditor } from './issuers/editor.ts'
import { openSession } from './launching/launch.ts'
import { keepLaunch, openKept } from './launching/tickets.ts'
import { ladderOf } from './learning/ladder.ts'
import { reissueForAddress } from './learning/new-address.ts'
import { createLooks } from './looks/editor.ts'
import { createConnections } from './operating/connection.ts'
import type { Doctor } from './operating/doctor.ts'
import { createPersonal } from './personal/index.ts'
import { createCredentials } from './public/credentials.ts'
import { createFormerly } from './public/formerly.ts'
import { createVerify } from './public/verify.ts'
import { createPublishing } from './publishing/index.ts'
import { createRecords } from './records/audit.ts'
import { registerPlatform } from './registering/register.ts'
import { createReviews } from './reviewing/index.ts'
import { createSources } from './sources/index.ts'
import { addColumn, setKinds } from './teaching/activities.ts'
import { leaveCopy, takeOver } from './teaching/copies.ts'
import { awardByHand, decideFor, previewDecision, withdraw } from './teaching/decisions.ts'
import { declineLinks, deepLink, linksOf } from './teaching/deep-link.ts'
import { courseProgress, requestRefresh } from './teaching/progress.ts'
import { reissueCourse } from './teaching/reissue.ts'
import { removeActivity, removedActivities, restoreActivity } from './teaching/removed.ts'
import { undoAward } from './teaching/undo.ts'
import { endOthers } from './visiting/end-others.ts'
import { learnerView, reviewedPerson } from './visiting/review.ts'
import { learnerOf, openVisit, requireStaff } from './visiting/visit.ts'
import { createWorkApp } from './work/index.ts'

export type { App } from './contract.ts'

/** The product: everything that a person, a timer or a stranger can ask of it. `fetch` is the guarded one. */
export function createApp(deps: Deps, outside: { fetch: typeof globalThis.fetch; doctor: Doctor }): App {
  const { store } = deps
  const connections = createConnections(deps, outside.doctor)
  const credentials = createCredentials(deps)
  const formerly = createFormerly(deps)
  const verify = createVerify(deps, outside.fetch, formerly)
  return {
    register: (request) => registerPlatform(deps, request),
    launch: (launch) => openSession(deps, launch),
    visit: (sessionId, secret) => openVisit(deps, sessionId, secret),
    endOthers: (session, sessionIds) => endOthers(deps, session, sessionIds),
    keepLaunch: (launch) => keepLaunch(deps, launch),
    openKept: (ticket) => openKept(deps, ticket),

    ladder: async (visit) => ladderOf(deps, visit.course.id, learnerOf(visit)),
    reissueForAddress: (visit) => reissueForAddress(deps, visit),
    checkIn: (visit, code) => checkIn(deps, visit, code),

    progress: (visit, query) => courseProgress(deps, visit, query),
    learner: (visit, personId) => learnerView(deps, visit, personId),
    reviewed: (visit) => reviewedPerson(deps, visit),
    requestRefresh: (visit) => requestRefresh(deps, visit),
    refreshRun: (visit) => store.refreshRuns.of(visit.course.id),
    awards: {
      preview: (visit, decision) => previewDecision(deps, visit, decision),
      decide: (visit, decision, reason) => decideFor(deps, visit, decision, reason),
      undo: (visit, personId, level) => undoAward(deps, visit, personId, level),
      async standing(visit) {
        requireStaff(visit)
        return store.credentials.countStanding(visit.course.id)
      },
      reissueCourse: (visit, reason) => reissueCourse(deps, visit, reason),
    },
    awardByHand: (visit, personId, level, reason) => awardByHand(deps, visit, personId, level, reason),
    withdraw: (visit, personId, level, reason) => withdraw(deps, visit, personId, level, reason),
    links: (visit) => linksOf(deps, visit),
    deepLink: (visit, choice) => deepLink(deps, visit, choice),
    declineLinks: (visit, reason) => declineLinks(deps, visit, reason),

    criteria: (visit) => readCriteria(deps, visit),
    saveCriteria: (visit, change) => saveCriteria(deps, visit, change),
    criteriaEditor: createCriteriaEditor(deps),
    takeOver: (visit, shown) => takeOver(deps, visit, shown),
    leaveCopy: (visit) => leaveCopy(deps, visit),
    sources: createSources(deps),

    setKinds: (visit, kinds) => setKinds(deps, visit, kinds),
    removedActivities: (visit) => removedActivities(deps, visit),
    removeActivity: (visit, activityId) => removeActivity(deps, visit, activityId),
    restoreActivity: (visit, activityId) => restoreActivity(deps, visit, activityId),
    addColumn: (visit, column) => addColumn(deps, visit, column),

    attendance: createAttendance(deps),
    files: createFilesApp(deps),
    work: createWorkApp(deps),
    imports: createImports(deps),

    records: createRecords(deps),
    personal: createPersonal(deps),
    issuer: createIssuerEditor(deps),
    credentials: { ...credentials, verify },
    formerly: new Map([...formerly].map(([url, documents]) => [url, { ...documents, verify }])),
    looks: createLooks(deps),

    publishing: createPublishing(deps),
    collections: createCollections(deps, credentials),
    applications: createApplications(deps, credentials),
    reviews: createReviews(deps),

    connection: connections.view,
    checkConnection: connections.check,

    async health() {
      try {
        await store.ping()
        return { ready: true, checks: { database: 'ok' } }
      } catch {
        return { ready: false, checks: { database: 'failing' } }
      }
    },
  }
}
