import type { Criterion } from '../criteria.ts'
import { isDone } from '../participation.ts'
import type { Evaluation } from '../progress.ts'
import type { LeafContext } from './context.ts'
import { count, needed } from './counting.ts'

/** The source's own word that it is done: a score alone does not complete anything. */
export function completed(
  context: LeafContext,
  { target, need }: Extract<Criterion, { type: 'completed' }>,
): Evaluation {
  return count(context, {
    type: 'completed',
    target,
    needOf: needed(need),
    satisfies: isDone,
    codes: { met: 'completed', notYet: 'not-completed' },
  })
}
