/** What learners hand in for an activity, and its marks. */

/** One hand-in. The one with the highest number counts; all are kept. */
export interface Submission {
  readonly id: string
  readonly activityId: string
  readonly personId: string
  /** From 1. */
  readonly number: number
  readonly text: string
  readonly url: string | null
  /** Ids. */
  readonly files: readonly string[]
  readonly submittedAt: string
}

/** What a learner wrote and did not hand in yet, as it was typed. */
export interface WorkDraft extends Pick<Submission, 'activityId' | 'personId' | 'text' | 'files'> {
  readonly url: string
  readonly savedAt: string
}

/** Whether hand-ins to an activity are marked. */
export interface Marking {
  readonly activityId: string
  readonly courseId: string
  /** Points; `null`: no longer marked. */
  readonly maximum: number | null
  readonly setAt: string
  readonly setBy: string | null
}

/** What a tutor made of one hand-in. The one with the highest number counts. */
export interface Mark {
  readonly submissionId: string
  /** From 1. */
  readonly number: number
  readonly score: number
  readonly maximum: number
  readonly feedback: string | null
  readonly markedAt: string
  readonly markedBy: string
}
