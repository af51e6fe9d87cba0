import { Router } from 'express'
import { auditPages } from '../admin/audit.ts'
import { badgePages } from '../admin/badges.ts'
import { criteriaPages } from '../admin/criteria.ts'
import { criteriaCopyPages } from '../admin/criteria-copies.ts'
import { criteriaVersionPages } from '../admin/criteria-versions.ts'
import { issuerPages } from '../admin/issuer.ts'
import { personalPages } from '../admin/personal.ts'
import { platformPages } from '../admin/platform.ts'
import { settingsPages } from '../admin/settings.ts'
import type { WebDeps } from '../deps.ts'
import type { SetLanguage } from '../language/choose.ts'
import { aboutMePages } from '../learner/about-me.ts'
import { applicationPages } from '../learner/applications.ts'
import { checkInPages } from '../learner/check-in.ts'
import { checkpointPage } from '../learner/checkpoint.ts'
import { collectionPages } from '../learner/collection.ts'
import { courseworkPages } from '../learner/coursework.ts'
import { evidencePages } from '../learner/evidence.ts'
import { newAddressPages } from '../learner/new-address.ts'
import { publishPages } from '../learner/publish.ts'
import { shareLinkPages } from '../learner/share-links.ts'
import { sharingPages } from '../learner/sharing.ts'
import { rescueWords } from '../middleware/rescue.ts'
import { loadVisit } from '../middleware/session.ts'
import { activityPages } from '../tutor/activities.ts'
import { registerPages } from '../tutor/attendance/register.ts'
import { sessionPages } from '../tutor/attendance/session.ts'
import { statementPages } from '../tutor/attendance/statements.ts'
import { checkpointPages } from '../tutor/checkpoint.ts'
import { columnPages } from '../tutor/column.ts'
import { copyPages } from '../tutor/copy.ts'
import { decisionPages } from '../tutor/decisions.ts'
import { deepLinkPages } from '../tutor/deep-link.ts'
import { importPages } from '../tutor/imports.ts'
import { learnerPages } from '../tutor/learner.ts'
import { modulePages } from '../tutor/modules.ts'
import { moreTimePages } from '../tutor/more-time.ts'
import { progressFiles } from '../tutor/progress-file.ts'
import { reissuePages } from '../tutor/reissue.ts'
import { reviewPages } from '../tutor/review.ts'
import { reviewQueuePages } from '../tutor/reviews.ts'
import { workPages } from '../tutor/work.ts'
import { filePages } from './files.ts'
import { homePage } from './home.ts'
import { noticePages } from './notices.ts'
import { refreshPages } from './refresh.ts'
import { routeAdder } from './routes.ts'

/** Everything a launch opens: pages under `/s/{sessionId}`. */
export function sessionRouter(deps: WebDeps, setLanguage: SetLanguage): Router {
  const router = Router({ mergeParams: true })
  router.use(loadVisit(deps, setLanguage))
  const add = routeAdder(router, deps)
  homePage(add, deps)
  refreshPages(add, deps)
  aboutMePages(add, deps)
  checkInPages(add, deps)
  checkpointPage(add, deps)
  courseworkPages(add, deps)
  evidencePages(add, deps)
  sharingPages(add, deps)
  publishPages(add, deps)
  shareLinkPages(add, deps)
  collectionPages(add, deps)
  filePages(add, deps)
  learnerPages(add, deps)
  personalPages(add, deps)
  reviewPages(add, deps)
  workPages(add, deps)
  reviewQueuePages(add, deps)
  moreTimePages(add, deps)
  noticePages(add, deps)
  copyPages(add, deps)
  activityPages(add, deps)
  registerPages(add, deps)
  sessionPages(add, deps)
  statementPages(add, deps)
  columnPages(add, deps)
  checkpointPages(add, deps)
  modulePages(add, deps)
  importPages(add, deps)
  progressFiles(add, deps)
  criteriaPages(add, deps)
  criteriaVersionPages(add, deps)
  criteriaCopyPages(add, deps)
  settingsPages(add, deps)
  issuerPages(add, deps)
  badgePages(add, deps)
  platformPages(add, deps)
  auditPages(add, deps)
  decisionPages(add, deps)
  reissuePages(add, deps)
  newAddressPages(add, deps)
  applicationPages(add, deps)
  deepLinkPages(add, deps)
  router.use(rescueWords(deps))
  return router
}
