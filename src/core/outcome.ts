import type { Outcome } from './progress.ts'

/** Kleene's three-valued AND: one "not yet" decides, else one unknown does. */
export function every(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('not-yet')) return 'not-yet'
  return outcomes.includes('unknown') ? 'unknown' : 'met'
}

/**
 * "At least `need` of these are met": unknown as long as the unknown ones could still decide it. With `need` 1 this is
 * Kleene's OR, with the number of outcomes his AND. Nothing is never enough: a need below 1 counts as 1.
 */
export function atLeast(need: number, outcomes: readonly Outcome[]): Outcome {
  const least = Math.max(1, need)
  const met = howMany(outcomes, 'met')
  if (met >= least) return 'met'
  return met + howMany(outcomes, 'unknown') >= least ? 'unknown' : 'not-yet'
}

export function howMany(outcomes: readonly Outcome[], wanted: Outcome): number {
  let count = 0
  for (const outcome of outcomes) if (outcome === wanted) count += 1
  return count
}
