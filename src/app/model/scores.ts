/** A score that the tool has put into the column of one of its own links. */
export interface PostedScore {
  readonly activityId: string
  readonly personId: string
  /** The time that it carries. */
  readonly postedAt: string
  /** The time of the score that last took one back. While it is later than `postedAt`, nothing stands there. */
  readonly clearedAt: string | null
}
