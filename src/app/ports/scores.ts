/** What the tool has put into the columns of its own links. */
import type { PostedScore } from '../model.ts'

/** A score that may stand though what bore it is taken back. `takenBackAt`: when that was said; `null`: the record is gone. */
export type OrphanedScore = PostedScore & { readonly sub: string; readonly takenBackAt: string | null }

export interface PostedScoreRepository {
  /** From now on these may stand in the gradebook. Unique on (activity, person). */
  offer(scores: readonly Omit<PostedScore, 'clearedAt'>[]): Promise<void>
  /** When scores of these people were last taken back; nobody is named from whom none was. */
  cleared(activityId: string, personIds: readonly string[]): Promise<Map<string, string>>
  /** In pages ordered by person id; `personId`: this person alone. */
  orphaned(
    activityId: string,
    page: { personId: string | null; after: string | null; limit: number },
  ): Promise<OrphanedScore[]>
  /** `at`: the time that the score carries which took it back. */
  markCleared(activityId: string, personId: string, at: string): Promise<void>
}
