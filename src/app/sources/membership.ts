import type { Membership } from '../contract/sources.ts'
import type { Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { requireStaff } from '../visiting/visit.ts'

export async function membership(deps: Deps, visit: Visit, personId: string): Promise<Membership | null> {
  const own = visit.person?.id === personId
  if (!own) requireStaff(visit)
  const enrolment = await deps.store.people.enrolment(visit.course.id, personId)
  if (!enrolment && own) return null
  if (!enrolment) throw new AppError('learner_not_found', 404, 'nobody of that id in this course')
  const { active, since, leftAt } = enrolment
  return { active, since, leftAt }
}
