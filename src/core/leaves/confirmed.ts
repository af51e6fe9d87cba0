import type { Criterion } from '../criteria.ts'
import { latest } from '../instant.ts'
import type { Evaluation } from '../progress.ts'
import type { LeafContext } from './context.ts'

/** A tutor's word on this very statement. No source is read, so it is never unknown. */
export function confirmed(
  { learner }: LeafContext,
  { statement }: Extract<Criterion, { type: 'confirmed' }>,
): Evaluation {
  const words = learner.confirmations.filter((confirmation) => confirmation.statement === statement)
  const seenAt = latest(words.map((confirmation) => confirmation.confirmedAt))
  return seenAt === undefined
    ? { type: 'confirmed', outcome: 'not-yet', reason: { code: 'not-confirmed', statement }, children: [] }
    : { type: 'confirmed', outcome: 'met', reason: { code: 'confirmed', statement, seenAt }, children: [] }
}
