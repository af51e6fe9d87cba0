import type { Criterion } from '../criteria.ts'
import type { Participation } from '../participation.ts'
import type { Evaluation } from '../progress.ts'
import type { LeafContext } from './context.ts'
import { count, needed, targeted } from './counting.ts'

/**
 * Far below what a gradebook can hold, far above what binary fractions lose: 0.57 of 1 is 57 %, though 0.57 × 100 comes out as
 * 56.99999999999999.
 */
export const TOLERANCE = 1e-9

/** A share of the maximum, 0 to 100 %. Without a score, or with nothing to reach, there is no percent. */
export function scored(context: LeafContext, criterion: Extract<Criterion, { type: 'scored' }>): Evaluation {
  const { target, need, percent: needPercent } = criterion
  const best = bestPercent(context, criterion)
  return count(context, {
    type: 'scored',
    target,
    needOf: needed(need),
    satisfies: (record) => reaches(record, needPercent),
    codes: { met: 'scored', notYet: 'not-scored' },
    extra: { needPercent, ...(best === null ? {} : { percent: best }) },
  })
}

/** Multiplied, not divided: exactly at the threshold counts, whatever a division would round to. */
function reaches({ score, maximum }: Participation, percent: number): boolean {
  if (score === null || maximum === null || maximum <= 0) return false
  return (score + TOLERANCE * maximum) * 100 >= percent * maximum
}

function bestPercent(context: LeafContext, { target }: { readonly target: Parameters<typeof targeted>[1] }) {
  let best: number | null = null
  for (const activity of targeted(context.activities, target)) {
    for (const record of context.records.get(activity.id) ?? []) {
      const percent = percentOf(record)
      if (percent !== null && (best === null || percent > best)) best = percent
    }
  }
  return best
}

/** Rounded down to one decimal, so that 59.96 is never shown as the 60 that it is not; extra credit shows as 100. */
function percentOf({ score, maximum }: Participation): number | null {
  if (score === null || maximum === null || maximum <= 0) return null
  return Math.min(100, Math.max(0, Math.floor((score / maximum + TOLERANCE) * 1000) / 10))
}
