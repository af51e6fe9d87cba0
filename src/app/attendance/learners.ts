import type { AuditAction } from '../audit-actions.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { evaluateNow } from '../learning/record-work.ts'
import type { AuditLine, Person } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { requireStaff } from '../visiting/visit.ts'

/** As many as the queue takes in one job. */
const BATCH = 1_000

/** Errors: `learner_not_found` 404 where one of these is no learner of the course. */
export async function refuseStrangers(
  { store }: Deps,
  visit: Visit,
  personIds: readonly string[],
): Promise<void> {
  const found = await store.people.learnersAmong(visit.course.id, personIds)
  const learners = new Set(found.map(({ id }) => id))
  if (!personIds.every((id) => learners.has(id)))
    throw new AppError('learner_not_found', 404, 'nobody of that id learns in this course')
}

/** Those of whom something has changed are judged anew, in the unit of work that changed it. */
export async function sendEvaluations(
  unit: UnitOfWork,
  courseId: string,
  personIds: readonly string[],
): Promise<void> {
  for (let start = 0; start < personIds.length; start += BATCH) {
    const batch = personIds.slice(start, start + BATCH)
    await unit.jobs.send('evaluate', { courseId, personIds: batch, endsRun: false })
  }
}

/** One learner shows on the next page; of many the jobs tell in a moment. */
export async function showAtOnce(deps: Deps, visit: Visit, personIds: readonly string[]): Promise<void> {
  const [personId, ...others] = personIds
  if (personId !== undefined && others.length === 0) await evaluateNow(deps, visit.course.id, personId)
}

/** A tutor's act on learners, a line each. */
export function auditLines(
  deps: Deps,
  visit: Visit,
  action: AuditAction,
  personIds: readonly string[],
  line: { reason: string | null; detail: (personId: string) => AuditLine['detail'] },
): AuditLine[] {
  const { id: courseId, platformId } = visit.course
  const at = isoNow(deps.clock)
  const { id: actorId } = requireStaff(visit)
  return personIds.map((subjectId) => ({
    at,
    platformId,
    courseId,
    actorId,
    action,
    subjectId,
    reason: line.reason,
    detail: line.detail(subjectId),
  }))
}

/** By id, of those whom the tool knows. */
export async function peopleOf(
  { store }: Deps,
  ids: readonly (string | null | undefined)[],
): Promise<ReadonlyMap<string, Person>> {
  const known = [...new Set(ids.filter((id) => typeof id === 'string'))]
  const people = known.length === 0 ? [] : await store.people.byIds(known)
  return new Map(people.map((person) => [person.id, person]))
}
