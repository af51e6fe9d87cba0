import type { Launch } from '../../lti/types.ts'
import type { OpenedSession } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { Course, RefreshRun, Session } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { hashSecret } from '../visiting/visit.ts'
import { launchedActivity } from './activity.ts'
import { recordOpening } from './checkpoint.ts'
import { noteCopy } from './copies.ts'
import { recordCourse } from './course.ts'
import { ladderLinked, linkOf } from './link.ts'
import { isFresh } from './news.ts'
import { recordPerson, refuseUnmeant } from './person.ts'

const SESSION_HOURS = 8
const OVERDUE_MINUTES = 30

/**
 * Records who launched, from which course, with which services, and opens a session of its own for this launch. A refused launch
 * leaves nothing behind, and one that tells nothing new writes its session alone.
 * Errors: `no_context` 400 when the launch names no course; `anonymous` and `not_allowed` 403 for messages that are not for everybody.
 */
export async function openSession(deps: Deps, launch: Launch): Promise<OpenedSession> {
  const { store, random } = deps
  const secret = random.token(32)
  const known = await store.glance((unit) => recordLaunch(deps, unit, launch, secret))
  if (known && (await store.sessions.create(known))) return { id: known.id, secret, session: known }
  const session = await store.write(async (unit) => {
    const opened = await recordLaunch(deps, unit, launch, secret)
    await unit.sessions.create(opened)
    return opened
  })
  return { id: session.id, secret, session }
}

/** Everything that a launch tells; answers the session that it is to have. */
async function recordLaunch(deps: Deps, unit: UnitOfWork, launch: Launch, secret: string): Promise<Session> {
  const now = isoNow(deps.clock)
  const launched = await recordCourse(deps, unit, launch)
  const { course } = launched
  const { family } = launch.platform
  if (family && family !== launch.registration.family)
    await unit.platforms.setFamily(launch.registration.id, family)
  const person = await recordPerson(deps, unit, launch, launched)
  refuseUnmeant(launch, person)
  await noteCopy(deps, unit, launch, launched, person)
  const activity = await launchedActivity(deps, unit, launch, course, person)
  if (activity) await recordOpening(deps, unit, launch, activity, person)
  const link = linkOf(launch, activity)
  // Whoever placed it, from here on the picker knows of it.
  if (launched.created && launch.messageType === 'LtiResourceLinkRequest' && link === 'ladder')
    await unit.audit.append([ladderLinked(course, null, now)])
  // The first launch of an activity makes what was read old.
  const run = activity ? await unit.refreshRuns.of(course.id) : launched.known.run
  await askForRefresh(deps, unit, course, run, now)
  return {
    id: deps.random.token(12),
    secretHash: hashSecret(secret),
    csrf: deps.random.token(24),
    courseId: course.id,
    personId: person.personId,
    role: person.role,
    launch: {
      messageType: launch.messageType,
      resourceLinkId: launch.resourceLink?.id ?? null,
      link,
      activityId: activity?.id ?? null,
      deepLinking: launch.deepLinking,
      forUser: launch.forUser,
      looking: person.looking,
      frameOrigins: launch.frameOrigins,
      returnUrl: launch.returnUrl,
      administersInstitution: launch.administersInstitution,
      platformVersion: launch.platform.version,
    },
    locale: launch.locale,
    expiresAt: new Date(deps.clock.now() + SESSION_HOURS * 3_600_000).toISOString(),
  }
}

async function askForRefresh(
  deps: Deps,
  unit: UnitOfWork,
  course: Course,
  run: RefreshRun | null,
  now: string,
): Promise<void> {
  if (isUnderWay(run, deps.clock.now()) || isFresh(run, deps.clock.now())) return
  await enqueueRefresh(unit, course.id, now)
}

/** Whether a course is being read, or will be. A run that is long overdue will not end by itself: the process may have died once too often. */
export function isUnderWay(run: RefreshRun | null, now: number): run is RefreshRun {
  if (!run || run.state === 'done' || run.state === 'failed') return false
  return now - Date.parse(run.startedAt ?? run.requestedAt) <= OVERDUE_MINUTES * 60_000
}

/**
 * Marks the course's run as waiting and enqueues it; while one waits, a second is dropped. `hasten`: a person asks, so one that waits
 * to try again does so now.
 */
export async function enqueueRefresh(
  unit: UnitOfWork,
  courseId: string,
  now: string,
  { hasten } = { hasten: false },
): Promise<void> {
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
  await unit.jobs.send('refresh', { courseId }, { key: courseId, hasten })
}
