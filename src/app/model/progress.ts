/** How far a learner is, and what people decided against it. */
import type { LevelId } from '../../core/ladder.ts'
import type { Progress } from '../../core/progress.ts'

export interface ProgressRow {
  readonly personId: string
  readonly progress: Progress
  readonly criteriaVersion: number
  /** Levels held that the criteria no longer support. */
  readonly flagged: readonly LevelId[]
  /** Levels met that wait for a tutor's approval. */
  readonly proposed: readonly LevelId[]
  readonly computedAt: string
}

/** A person's word against what the criteria say of a learner's level; it holds while the criteria are the same. */
export interface Ruling {
  readonly courseId: string
  readonly personId: string
  readonly level: LevelId
  /** `declined`: met and not approved. `kept`: held, not met, and left as it is. */
  readonly ruling: 'declined' | 'kept'
  readonly criteriaVersion: number
  readonly reason: string
  readonly decidedBy: string | null
  readonly decidedAt: string
}
