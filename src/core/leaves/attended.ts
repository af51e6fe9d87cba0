import type { Criterion } from '../criteria.ts'
import type { Evaluation } from '../progress.ts'
import type { LeafContext } from './context.ts'
import { count } from './counting.ts'

/** A share of the sessions: of 5 at 80 % it takes 4, of 3 it takes 3 (rounded up), and always at least one. */
export function attended(
  context: LeafContext,
  { percent }: Extract<Criterion, { type: 'attended' }>,
): Evaluation {
  return count(context, {
    type: 'attended',
    target: { kind: 'attendance' },
    needOf: (total) => share(percent, total),
    satisfies: (record) => record.completed,
    codes: { met: 'attended', notYet: 'not-attended' },
    extra: { needPercent: percent },
  })
}

/** Whole numbers all the way (`percent` is one, as checked when criteria are read), so nothing is lost before rounding up. */
export function share(percent: number, total: number): number {
  return Math.max(1, Math.ceil((percent * total) / 100))
}
