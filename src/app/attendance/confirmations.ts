import type { ConfirmationsView } from '../contract/attendance.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { requireStaff } from '../visiting/visit.ts'
import { auditLines, refuseStrangers, sendEvaluations, showAtOnce } from './learners.ts'
import { readStatements } from './statements.ts'

/** No criterion can ask for it: a statement has words. */
const EQUIVALENT = ''

/** What tutors confirmed of one learner, and what they may. */
export async function readConfirmations(
  deps: Deps,
  visit: Visit,
  personId: string,
): Promise<ConfirmationsView> {
  requireStaff(visit)
  const courseId = visit.course.id
  const [enrolment, statements, known] = await Promise.all([
    deps.store.people.enrolment(courseId, personId),
    readStatements(deps, visit),
    deps.store.confirmations.ofLearner(courseId, personId),
  ])
  if (!enrolment) throw new AppError('learner_not_found', 404, 'nobody of that id in this course')
  const on = (words: string) => known.find(({ statement }) => statement === words) ?? null
  return {
    statements: statements.map((statement) => ({ statement, confirmation: on(statement.text) })),
    equivalent: on(EQUIVALENT),
  }
}

/** A tutor's word that the learner attended another course, which stands for the attendance of this one. */
export async function confirmEquivalent(
  deps: Deps,
  visit: Visit,
  personId: string,
  { what, takenOn }: { what: string; takenOn: string },
): Promise<void> {
  const tutor = requireStaff(visit)
  const courseId = visit.course.id
  await refuseStrangers(deps, visit, [personId])
  const added = await deps.store.write(async (unit) => {
    const row = { courseId, personId, statement: EQUIVALENT, note: what, takenOn }
    const said = { confirmedAt: isoNow(deps.clock), confirmedBy: tutor.id }
    const personIds = await unit.confirmations.add([{ ...row, ...said }])
    await unit.audit.append(
      auditLines(deps, visit, 'equivalent.confirmed', personIds, {
        reason: what,
        detail: () => ({ takenOn }),
      }),
    )
    await sendEvaluations(unit, courseId, personIds)
    return personIds
  })
  if (added.length === 0)
    throw new AppError('equivalent_known', 409, 'an equivalent course is confirmed already')
  await showAtOnce(deps, visit, added)
}

/** The word no longer stands; what was awarded by it stays until a person decides. */
export async function takeBackEquivalent(
  deps: Deps,
  visit: Visit,
  personId: string,
  reason: string,
): Promise<void> {
  requireStaff(visit)
  const words = reason.trim()
  if (!words) throw new AppError('reason_missing', 400, 'a reason is needed')
  const courseId = visit.course.id
  await refuseStrangers(deps, visit, [personId])
  const removed = await deps.store.write(async (unit) => {
    const personIds = await unit.confirmations.remove(courseId, EQUIVALENT, [personId])
    const line = { reason: words, detail: () => ({}) }
    await unit.audit.append(auditLines(deps, visit, 'equivalent.taken-back', personIds, line))
    await sendEvaluations(unit, courseId, personIds)
    return personIds
  })
  if (removed.length === 0) throw new AppError('equivalent_gone', 409, 'no equivalent course is confirmed')
  await showAtOnce(deps, visit, removed)
}
