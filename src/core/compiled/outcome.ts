import type { Outcome } from '../progress.ts'

/** The three answers as numbers, so that "every" is the least of them. */
export const NOT_YET = 0
export const UNKNOWN = 1
export const MET = 2
export type Answer = typeof NOT_YET | typeof UNKNOWN | typeof MET

export const OUTCOMES: readonly [Outcome, Outcome, Outcome] = ['not-yet', 'unknown', 'met']

/** Judges the learner of a row. */
export type Judge = (row: number) => Answer

export const always =
  (answer: Answer): Judge =>
  () =>
    answer

/** Kleene's "at least so many of these", as `outcome.ts` has it. */
export function settled(met: number, unknown: number, least: number): Answer {
  if (met >= least) return MET
  return met + unknown >= least ? UNKNOWN : NOT_YET
}
