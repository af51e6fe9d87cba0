import { addMonths } from '../../core/instant.ts'
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

/** When an award counts from: badges write whole seconds, and everything else says the same time as the badge. */
export const awardTime = (now: string): string => `${now.slice(0, 19)}Z`

/** When what counts from `issuedAt` ends, to the second. `null`: beyond every calendar. */
export function endOf(issuedAt: string, months: number): string | null {
  const end = addMonths(issuedAt, months)
  return end && `${end.slice(0, 19)}Z`
}
