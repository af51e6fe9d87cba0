import { LEVEL_IDS, type LevelId } from '../ladder.ts'
import type { Change, Outcome } from '../progress.ts'
import { type Answer, OUTCOMES } from './outcome.ts'

/**
 * What the rules say of one learner, in one number: six bits a level, lowest level first: the outcome of the level's own
 * criteria, the outcome with the levels below, and what it changes. Two verdicts are the same when the numbers are.
 */
export type Verdict = number

export interface LevelVerdict {
  readonly level: LevelId
  /** Of the level's own criteria. */
  readonly own: Outcome
  /** With those below, as `LevelProgress.outcome`. */
  readonly outcome: Outcome
  readonly change: Change['type'] | null
}

export const CHANGES = [null, 'award', 'flag', 'propose'] as const
export const AWARD = 1
export const FLAG = 2
export const PROPOSE = 3

const BITS = 6

export function packLevel(place: number, own: Answer, outcome: Answer, change: number): Verdict {
  return (own | (outcome << 2) | (change << 4)) << (place * BITS)
}

/** A verdict in words, lowest level first. */
export function readVerdict(verdict: Verdict): LevelVerdict[] {
  return LEVEL_IDS.map((level, place) => {
    const bits = verdict >> (place * BITS)
    return {
      level,
      own: OUTCOMES[bits & 3] as Outcome,
      outcome: OUTCOMES[(bits >> 2) & 3] as Outcome,
      change: CHANGES[(bits >> 4) & 3] ?? null,
    }
  })
}
