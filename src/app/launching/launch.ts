import { LtiError } from '../../lti/errors.ts'
import type { Launch } from '../../lti/types.ts'
import type { OpenedSession } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { AuditLine, Course, LaunchFacts, RefreshRun, Session } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { roleOf } from '../reading/roster.ts'
import { hashSecret } from '../visiting/visit.ts'

const SESSION_HOURS = 8
/** A course that was not read for so long is read again when somebody comes. */
const STALE_MINUTES = 5
const OVERDUE_MINUTES = 30

/** Custom fields of the links that deep linking makes. */
export const LINK_FIELD = 'ladder_link'
export const ACTIVITY_FIELD = 'ladder_activity'
export const LADDER_LINKED = 'ladder.linked'

/**
 * Records who launched, from which course, with which services, and opens a session of its own for this launch.
 * Errors: `no_context` 400 when the launch names no course.
 */
export async function openSession(deps: Deps, launch: Launch): Promise<OpenedSession> {
  const { context } = launch
  if (!context) throw new AppError('no_context', 400, 'the launch names no course')
  const now = isoNow(deps.clock)
  const secret = deps.random.token(32)
  const session = await deps.store.write(async (unit) => {
    const { course, created } = await unit.courses.upsert(courseOf(deps, launch, context))
    const { family } = launch.platform
    if (family && family !== launch.registration.family)
      await unit.platforms.setFamily(launch.registration.id, family)
    if (created) {
      await settleDeployment(unit, launch)
      const criteria = deps.ladder.defaultCriteria
      await unit.criteria.add({
        courseId: course.id,
        version: 1,
        criteria,
        savedBy: null,
        savedAt: now,
        note: null,
      })
      // Whoever placed it, from here on the picker knows of it.
      if (launch.messageType === 'LtiResourceLinkRequest' && launchFacts(launch).link === 'ladder')
        await unit.audit.append([ladderLinked(course, null, now)])
    }
    const role = roleOf(launch.roles)
    const personId = await recordPerson(unit, launch, course, role)
    const facts = launchFacts(launch)
    const known = facts.activityId ? await unit.activities.byId(course.id, facts.activityId) : null
    if (known && (known.state === 'offered' || !known.lineItemUrl)) {
      const activated = await unit.activities.activate(course.id, known.id, launch.grades?.lineItem ?? null)
      if (activated)
        await unit.jobs.send(
          'evaluate',
          { courseId: course.id, personIds: null, endsRun: false },
          { key: `${course.id}:all` },
        )
    }
    await askForRefresh(deps, unit, course, now)
    const opened: Session = {
      id: deps.random.token(12),
      secretHash: hashSecret(secret),
      csrf: deps.random.token(24),
      courseId: course.id,
      personId,
      role: personId ? role : 'learner',
      launch: { ...facts, activityId: known?.id ?? null },
      locale: launch.locale,
      expiresAt: new Date(deps.clock.now() + SESSION_HOURS * 3_600_000).toISOString(),
    }
    await unit.sessions.create(opened)
    return opened
  })
  return { id: session.id, secret, session }
}

/** A platform may be registered before it has a deployment (Canvas, Brightspace): the first that launches becomes its own. */
async function settleDeployment(unit: UnitOfWork, { registration, deploymentId }: Launch): Promise<void> {
  await unit.platforms.settleDeployment(registration.id, deploymentId)
  const platform = await unit.platforms.byId(registration.id)
  if (!platform?.deploymentIds.includes(deploymentId))
    throw new LtiError('deployment_unknown', 'another deployment of this platform was first')
}

function courseOf(deps: Deps, launch: Launch, context: NonNullable<Launch['context']>): Course {
  return {
    id: deps.random.uuid(),
    platformId: launch.registration.id,
    deploymentId: launch.deploymentId,
    contextId: context.id,
    label: context.label,
    title: context.title ?? context.label ?? context.id,
    endsAt: courseEnd(launch.custom),
    membershipsUrl: launch.memberships?.url ?? null,
    lineItemsUrl: launch.grades?.lineItems ?? null,
    scopes: [...(launch.grades?.scopes ?? [])].sort(),
    issuerId: deps.defaultIssuerId,
  }
}

/** `$CourseSection.timeFrame.end`, asked for under the name `course_end` when the tool is registered; `null` unless it is a date. */
function courseEnd(custom: Launch['custom']): string | null {
  const time = Date.parse(custom.course_end ?? '')
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

async function recordPerson(
  unit: UnitOfWork,
  launch: Launch,
  course: Course,
  role: Session['role'],
): Promise<string | null> {
  const { sub, name, email, sourcedId } = launch.user
  if (!sub) return null
  const person = await unit.people.upsert(course.platformId, { sub, name, email, sourcedId })
  // A test user looks at the course as a learner would, but is not one of its learners.
  if (launch.roles.includes('test-user')) return person.id
  const isNew = (await unit.people.enrolment(course.id, person.id)) === null
  await unit.people.enrol(course.id, person.id, role)
  // Grades may have been read before the person was known to be a learner here: without a roster nothing else would count them.
  if (isNew && role === 'learner')
    await unit.jobs.send('evaluate', { courseId: course.id, personIds: [person.id], endsRun: false })
  return person.id
}

function launchFacts(launch: Launch): LaunchFacts {
  const link = linkField(launch, LINK_FIELD)
  return {
    messageType: launch.messageType,
    resourceLinkId: launch.resourceLink?.id ?? null,
    link: link === 'check-in' || link === 'coursework' ? link : 'ladder',
    activityId: linkField(launch, ACTIVITY_FIELD),
    deepLinking: launch.deepLinking,
    frameOrigins: launch.frameOrigins,
    returnUrl: launch.returnUrl,
    platformVersion: launch.platform.version,
  }
}

/** A link says what it is in its custom fields and again in its address: some platforms drop the first, some the second. */
function linkField({ custom, targetLinkUri }: Launch, name: string): string | null {
  return custom[name] ?? new URL(targetLinkUri).searchParams.get(name)
}

/** The record that the course has a link to “My credentials”. */
export function ladderLinked(course: Course, actorId: string | null, at: string): AuditLine {
  return {
    at,
    platformId: course.platformId,
    courseId: course.id,
    actorId,
    action: LADDER_LINKED,
    subjectId: null,
    reason: null,
    detail: {},
  }
}

async function askForRefresh(deps: Deps, unit: UnitOfWork, course: Course, now: string): Promise<void> {
  const run = await unit.refreshRuns.of(course.id)
  const read = run?.succeededAt ? Date.parse(run.succeededAt) : 0
  if (isUnderWay(run, deps.clock.now()) || deps.clock.now() - read < STALE_MINUTES * 60_000) return
  await enqueueRefresh(unit, course.id, now)
}

/** Whether a course is being read, or will be. A run that is long overdue will not end by itself: the process may have died once too often. */
export function isUnderWay(run: RefreshRun | null, now: number): run is RefreshRun {
  if (!run || run.state === 'done' || run.state === 'failed') return false
  return now - Date.parse(run.startedAt ?? run.requestedAt) <= OVERDUE_MINUTES * 60_000
}

/** Marks the course's run as waiting and enqueues it; while one waits, a second is dropped. */
export async function enqueueRefresh(unit: UnitOfWork, courseId: string, now: string): Promise<void> {
  const before = await unit.refreshRuns.of(courseId)
  await unit.refreshRuns.save({
    courseId,
    state: 'waiting',
    requestedAt: now,
    startedAt: null,
    succeededAt: before?.succeededAt ?? null,
    done: 0,
    total: 0,
    error: before?.error ?? null,
    errorDetail: before?.errorDetail ?? null,
  })
  await unit.jobs.send('refresh', { courseId }, { key: courseId })
}
