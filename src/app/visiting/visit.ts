import { createHash, timingSafeEqual } from 'node:crypto'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { CourseSettings, Person } from '../model.ts'
import { type Action, mayDo, mayForInstitution } from '../policy.ts'
import { DEFAULT_SETTINGS } from '../settings.ts'

/** SHA-256 as base64url: what is stored of a secret that a browser holds. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** The live session of a request. Errors: `session_expired` 401, whether it never was, has ended or the secret is another's; `platform_suspended` 403. */
export async function openVisit(deps: Deps, sessionId: string, secret: string): Promise<Visit> {
  const expired = () => new AppError('session_expired', 401, 'no such live session')
  const known = await deps.store.sessions.visit(sessionId, isoNow(deps.clock))
  if (!known) throw expired()
  const { session, course, platform, person } = known
  const given = Buffer.from(hashSecret(secret))
  const kept = Buffer.from(session.secretHash)
  if (given.length !== kept.length || !timingSafeEqual(given, kept)) throw expired()
  if (platform.status !== 'approved')
    throw new AppError('platform_suspended', 403, 'the platform is not approved')
  return { session, course, person }
}

/** The person of a visit. Errors: `anonymous` 403 where the launch named nobody. */
export function learnerOf(visit: Visit): Person {
  if (!visit.person) throw new AppError('anonymous', 403, 'the launch named nobody')
  return visit.person
}

/**
 * The person of a visit who does something that is recorded. Errors: `anonymous` 403; `only_looking` 403 for a tutor with a learner's
 * eyes, whose records would count once they really are a learner here.
 */
export function doerOf(visit: Visit): Person {
  const person = learnerOf(visit)
  if (visit.session.launch.looking === 'staff')
    throw new AppError('only_looking', 403, 'a tutor who looks on as a learner does nothing')
  return person
}

/** Errors: `not_allowed` 403 for learners. */
export function requireStaff(visit: Visit): Person {
  return requireWhatever(visit, 'teach', DEFAULT_SETTINGS)
}

/** Errors: `not_allowed` 403 for everybody else. */
export function requireAdministrator(visit: Visit): Person {
  return requireWhatever(visit, 'administer', DEFAULT_SETTINGS)
}

/** For what concerns every course of the platform. Errors: `not_allowed`, `not_institution` 403 for an administrator of one course alone. */
export function requireInstitution(visit: Visit): Person {
  const administrator = requireAdministrator(visit)
  if (!mayForInstitution(visit.session))
    throw new AppError('not_institution', 403, 'an administrator of the course alone')
  return administrator
}

/** For what the course's settings have a say in. Errors: `not_allowed` 403. */
export async function requireMay({ store }: Deps, visit: Visit, action: Action): Promise<Person> {
  return requireWhatever(visit, action, await store.settings.of(visit.course.id))
}

function requireWhatever(visit: Visit, action: Action, settings: CourseSettings): Person {
  if (!mayDo(visit.session.role, action, settings))
    throw new AppError('not_allowed', 403, `a ${visit.session.role} may not ${action}`)
  return learnerOf(visit)
}
