import type { Launch } from '../../lti/types.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { LaunchFacts, Session } from '../model.ts'
import type { KnownPerson, UnitOfWork } from '../ports.ts'
import { roleOf } from '../reading/roster.ts'
import type { LaunchedCourse } from './course.ts'

/** For so long a launch as a learner is taken for a tutor's look, where the roster never called them a tutor. */
const LOOKING_DAYS = 30

export interface LaunchedPerson {
  readonly personId: string | null
  readonly role: Session['role']
  readonly looking: LaunchFacts['looking']
}

/**
 * Who launches, recorded as a member of the course where they are one. A launch that names nobody leaves no row and is
 * read-only; test users, mentors and people without a role here look on without being learners of the course.
 */
export async function recordPerson(
  deps: Deps,
  unit: UnitOfWork,
  launch: Launch,
  { course, known: { person: before } }: LaunchedCourse,
): Promise<LaunchedPerson> {
  const { sub, name, email, sourcedId } = launch.user
  // Nobody can be held to what they decide without a name: staff by role alone is nobody's staff.
  if (!sub) return { personId: null, role: 'learner', looking: null }
  const told = { sub, name, email, sourcedId }
  const { id: personId } = await unit.people.upsert(course.platformId, told, before?.person ?? null)
  if (launch.locale && launch.locale !== before?.language)
    await unit.notices.noteLanguage(personId, launch.locale)
  const role = roleOf(launch.roles)
  if (launch.roles.includes('test-user')) return { personId, role, looking: 'test-user' }
  if (role !== 'learner') {
    await unit.people.enrol(course.id, personId, role, isoNow(deps.clock))
    return { personId, role, looking: null }
  }
  const known = before?.enrolment ?? null
  const staff = known !== null && known.role !== 'learner'
  if (staff && !isFormer(known, deps.clock.now())) return { personId, role, looking: 'staff' }
  if (!launch.roles.includes('learner') && (staff || !known?.active))
    return { personId, role, looking: 'guest' }
  if (staff) await unit.people.demote(course.id, personId)
  else if (!known?.active) await unit.people.enrol(course.id, personId, role)
  // Grades may have been read before the person was known to be a learner here, or while they were away: without a roster nothing else
  // would count them.
  if (staff || !known?.active)
    await unit.jobs.send('evaluate', { courseId: course.id, personIds: [personId], endsRun: false })
  return { personId, role, looking: null }
}

/**
 * Whether somebody enrolled as staff is none any more: the roster calls them a learner, and they have not launched as staff
 * for long. (Where the roster itself called them a tutor before, its new word is enough: see the roster's reading.)
 */
function isFormer({ rosterRole, staffAt }: NonNullable<KnownPerson['enrolment']>, now: number): boolean {
  return rosterRole === 'learner' && now - Date.parse(staffAt ?? '1970') > LOOKING_DAYS * 86_400_000
}

/**
 * Refuses messages that are not for everybody. Errors: `anonymous` 403 where they name nobody; `not_allowed` 403 for a learner
 * who would add links, or who asks for another's submission.
 */
export function refuseUnmeant(
  { messageType, forUser, user }: Launch,
  { personId, role }: LaunchedPerson,
): void {
  if (messageType === 'LtiResourceLinkRequest') return
  if (personId === null) throw new AppError('anonymous', 403, `a ${messageType} that names nobody`)
  const own = messageType === 'LtiSubmissionReviewRequest' && forUser === user.sub
  if (role === 'learner' && !own) throw new AppError('not_allowed', 403, `a learner's ${messageType}`)
}
