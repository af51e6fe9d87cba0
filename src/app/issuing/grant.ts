import type { LevelId } from '../../core/ladder.ts'
import type { Progress } from '../../core/progress.ts'

/** A decision to award one level to one learner. */
export interface Grant {
  readonly personId: string
  readonly level: LevelId
  readonly progress: Progress
  /** Who decided; `null`: the criteria did. */
  readonly by: string | null
  readonly reason: string | null
  /** They only approved what the criteria found. */
  readonly approves?: boolean
}
