import type { Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import type { Person } from '../model.ts'
import { mayDo } from '../policy.ts'
import { requireMay } from '../visiting/visit.ts'

/** Administrators edit criteria, and tutors where an administrator of the course lets them. */
export async function mayEdit({ store }: Deps, { session, course }: Visit): Promise<boolean> {
  return mayDo(session.role, 'edit-criteria', await store.settings.of(course.id))
}

/** Errors: `not_allowed` 403 for everybody else. */
export function requireEditor(deps: Deps, visit: Visit): Promise<Person> {
  return requireMay(deps, visit, 'edit-criteria')
}
