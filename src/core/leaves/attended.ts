import type { Criterion } from '../criteria.ts'
import { byTime } from '../instant.ts'
import { type Confirmation, isDone } from '../participation.ts'
import type { Evaluation } from '../progress.ts'
import type { LeafContext } from './context.ts'
import { count } from './counting.ts'

type Attended = Extract<Criterion, { type: 'attended' }>

/**
 * A share of the sessions: of 5 at 80 % it takes 4, of 3 it takes 3 (rounded up), and always at least one. Else a tutor's word that
 * an equivalent course was attended.
 */
export function attended(context: LeafContext, { percent }: Attended): Evaluation {
  const counted = count(context, {
    type: 'attended',
    target: { kind: 'attendance' },
    needOf: (total) => share(percent, total),
    satisfies: isDone,
    codes: { met: 'attended', notYet: 'not-attended' },
    extra: { needPercent: percent },
  })
  return counted.outcome === 'met' ? counted : (elsewhere(context.learner.confirmations) ?? counted)
}

/** Whole numbers all the way (`percent` is one, as checked when criteria are read), so nothing is lost before rounding up. */
export function share(percent: number, total: number): number {
  return Math.max(1, Math.ceil((percent * total) / 100))
}

/** By the latest word of a tutor, if there is any. */
function elsewhere(confirmations: readonly Confirmation[]): Evaluation | null {
  const [last] = confirmations
    .flatMap(({ equivalent, confirmedAt }) => (equivalent ? [{ ...equivalent, confirmedAt }] : []))
    .sort((a, b) => byTime(b.confirmedAt, a.confirmedAt) || (a.what < b.what ? -1 : 1))
  if (!last) return null
  const { what, takenOn, confirmedAt } = last
  const reason = { code: 'attended-elsewhere', statement: what, takenOn, seenAt: confirmedAt } as const
  return { type: 'attended', outcome: 'met', reason, children: [] }
}
