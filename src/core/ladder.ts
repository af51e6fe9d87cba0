/**
 * A ladder is an ordered family of levels, each resting on the ones below it.
 * The Jisc ladder (Completed, Demonstrated, Implemented) is data: `config/frameworks/jisc.json`.
 */
import type { Criterion } from './criteria.ts'

export const LEVEL_IDS = ['completed', 'demonstrated', 'implemented'] as const
export type LevelId = (typeof LEVEL_IDS)[number]

export interface Level {
  readonly id: LevelId
  /** Every level that must be held before this one may be awarded. */
  readonly requires: readonly LevelId[]
}

export interface Ladder {
  readonly id: string
  /** Lowest first. */
  readonly levels: readonly Level[]
  /** What a course starts with until an administrator saves criteria of its own. */
  readonly defaultCriteria: CourseCriteria
}

/** How one level is judged in one course. */
export interface LevelCriteria {
  readonly criterion: Criterion
  /** `automatic`: awarded when met. `approval`: a tutor decides. */
  readonly award: 'automatic' | 'approval'
  /** Calendar months after its award at which a credential of this level ends; absent: never. */
  readonly expiresAfterMonths?: number
}

export type CourseCriteria = Readonly<Record<LevelId, LevelCriteria>>
