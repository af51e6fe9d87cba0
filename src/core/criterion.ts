import type { Criterion } from './criteria.ts'
import { attended } from './leaves/attended.ts'
import { completed } from './leaves/completed.ts'
import { confirmed } from './leaves/confirmed.ts'
import type { LeafContext } from './leaves/context.ts'
import { evidence } from './leaves/evidence.ts'
import { scored } from './leaves/scored.ts'
import { atLeast, howMany } from './outcome.ts'
import type { Evaluation, ReasonCode } from './progress.ts'

const NOT_OFFERED: ReadonlySet<ReasonCode> = new Set(['unmapped', 'attended-elsewhere'])

type Composed = Extract<Criterion, { of: readonly Criterion[] }>

/** Judges one condition, and everything in it: the answer has the shape of the criterion, so a path into one leads into the other. */
export function judge(context: LeafContext, criterion: Criterion): Evaluation {
  switch (criterion.type) {
    case 'all':
      return composed(context, criterion, criterion.of.length)
    case 'any':
      return composed(context, criterion, 1)
    case 'at-least':
      return composed(context, criterion, criterion.n)
    case 'completed':
      return completed(context, criterion)
    case 'scored':
      return scored(context, criterion)
    case 'attended':
      return attended(context, criterion)
    case 'confirmed':
      return confirmed(context, criterion)
    case 'evidence':
      return evidence(context, criterion)
  }
}

function composed(context: LeafContext, criterion: Composed, need: number): Evaluation {
  const judged = criterion.of.map((child) => judge(context, child))
  const children = criterion.type === 'all' ? judged : settleUnoffered(judged, need)
  const outcomes = children.map((child) => child.outcome)
  return {
    type: criterion.type,
    outcome: atLeast(need, outcomes),
    reason: { code: 'composed', have: howMany(outcomes, 'met'), need, total: children.length },
    children,
  }
}

/**
 * Among alternatives, one that the course does not offer (nothing counts as its kind) cannot decide anything as long as
 * enough others are offered: it is "not yet". Were it unknown, a course that offers three of four ways would leave everybody's level
 * unknown, and a level that is no longer met would never be noticed.
 */
function settleUnoffered(children: readonly Evaluation[], need: number): readonly Evaluation[] {
  // Nor is an equivalent course something that this one offers: with it nobody knows less than without.
  const offered = children.filter(({ reason }) => !NOT_OFFERED.has(reason.code)).length
  if (offered < need || offered === children.length) return children
  return children.map((child) =>
    child.reason.code === 'unmapped' ? { ...child, outcome: 'not-yet' } : child,
  )
}
