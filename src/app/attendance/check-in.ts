import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { evaluateNow, recordFirst } from '../learning/record-work.ts'
import type { CourseActivity } from '../model.ts'
import { doerOf } from '../visiting/visit.ts'
import { proveCode } from './code.ts'
import { stateOf, visitedSession } from './session.ts'

/**
 * Records that a learner was there. A second time changes nothing; what a tutor put into the register stands.
 * Errors: `check_in_early` and `check_in_over` 409 outside the session's window; `code_wrong` 422, `code_tried_often` 429; `register_stands` 409
 * where a tutor has the learner down as away.
 */
export async function checkIn(
  deps: Deps,
  visit: Visit,
  typed = '',
): Promise<{ activity: CourseActivity; at: string; first: boolean }> {
  const { activity, session } = await visitedSession(deps, visit)
  const person = doerOf(visit)
  const state = stateOf(session, deps.clock.now())
  if (state !== 'open') throw new AppError(`check_in_${state}`, 409, 'outside the window of the session')
  await proveCode(deps, session, person.id, typed)
  const at = isoNow(deps.clock)
  const first = await deps.store.write((unit) => recordFirst(unit, activity, person.id, at))
  if (first) await evaluateNow(deps, visit.course.id, person.id)
  if (first) return { activity, at, first }
  const known = (await deps.store.registers.records(visit.course.id, activity.id, [person.id])).get(person.id)
  if (known?.origin === 'register' && !known.completed)
    throw new AppError('register_stands', 409, 'a tutor has put something else into the register')
  return { activity, at: known?.observedAt ?? at, first }
}
