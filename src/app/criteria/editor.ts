import type { Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Person } from '../model.ts'
import { requireStaff } from '../visiting/visit.ts'

/** Administrators edit criteria, and tutors where an administrator of the course lets them. */
export async function mayEdit({ store }: Deps, { session, course }: Visit): Promise<boolean> {
  if (session.role !== 'tutor') return session.role === 'administrator'
  return (await store.settings.of(course.id)).tutorsEditCriteria
}

/** Errors: `not_allowed` 403 for everybody else. */
export async function requireEditor(deps: Deps, visit: Visit): Promise<Person> {
  const person = requireStaff(visit)
  if (!(await mayEdit(deps, visit)))
    throw new AppError('not_allowed', 403, 'tutors do not edit the criteria of this course')
  return person
}
