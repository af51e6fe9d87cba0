/** What one learner was seen to do in one activity. */
export interface Participation {
  readonly activityId: string
  readonly completed: boolean
  /** Points given; `null` when there is no score. */
  readonly score: number | null
  /** Points possible; `null` when there is no score. */
  readonly maximum: number | null
  /** ISO 8601, UTC: when the learner did it, as far as the source tells. */
  readonly observedAt: string
  /** `late`: there, though not from the start. `excused`: rightly away. Absent: neither. */
  readonly standing?: Standing | null
  /** What the VLE opened a checkpoint for, as it stood when it was opened. */
  readonly statement?: string | null
}

export type Standing = 'late' | 'excused'

/** Whoever came late was there. */
export const isDone = ({ completed, standing }: Participation) => completed || standing === 'late'

/** A tutor's word that a learner did something. */
export interface Confirmation {
  /** As the criterion has it; empty for an equivalent course. */
  readonly statement: string
  readonly confirmedAt: string
  /** That the learner attended another course in place of this one. */
  readonly equivalent?: EquivalentCourse
}

export interface EquivalentCourse {
  readonly what: string
  /** A day of the calendar: `2026-05-12`. */
  readonly takenOn: string
}

/** What a learner wrote to show that the course changed their practice. */
export interface Evidence {
  readonly id: string
  readonly submittedAt: string
  readonly state: 'submitted' | 'accepted' | 'returned' | 'declined'
}
