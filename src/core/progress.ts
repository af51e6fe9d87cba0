import type { Activity, ActivityFault, Kind, Source } from './activity.ts'
import type { CriterionType } from './criteria.ts'
import type { CourseCriteria, Ladder, LevelId } from './ladder.ts'
import type { Confirmation, Evidence, Participation } from './participation.ts'

/** Three answers, not two. Unknown never awards and never takes away. */
export type Outcome = 'met' | 'not-yet' | 'unknown'

/**
 * Why a criterion has its outcome, as data; the words come from the language files under `reasons.<code>`.
 * `counts`: done `have` of `total`, `need` needed. `score`: best percent reached.
 */
export interface Reason {
  readonly code: ReasonCode
  readonly have?: number
  readonly need?: number
  readonly total?: number
  /** Percent 0 to 100, rounded down to one decimal. */
  readonly percent?: number
  readonly needPercent?: number
  readonly kind?: Kind
  /** Titles and sources of what was looked at, by title, then id: never in the order in which the VLE happened to answer. */
  readonly activities?: readonly SeenActivity[]
  /** Latest `observedAt` among what was looked at. */
  readonly seenAt?: string
  /** ISO date-time until which evidence may be handed in. */
  readonly deadline?: string
  /** What a tutor confirmed; of an equivalent course: which. */
  readonly statement?: string
  /** The day of the calendar on which an equivalent course was taken. */
  readonly takenOn?: string
  /** From how many of the activities the learner is excused: `total` and `need` speak of the rest. Absent: from none. */
  readonly excused?: number
}

export interface SeenActivity {
  readonly id: string
  readonly title: string
  readonly source: Source
  readonly outcome: Outcome
  readonly fault?: ActivityFault
  /** Not asked of this learner. */
  readonly excused?: true
  /** What a checkpoint was opened for; while it is not open yet, what opens it. */
  readonly gate?: string
}

export type ReasonCode =
  | 'composed' // an all/any/at-least: see its children
  | 'completed' // have ≥ need
  | 'not-completed' // have < need
  | 'scored'
  | 'not-scored'
  | 'attended'
  | 'not-attended'
  | 'attended-elsewhere' // a tutor confirmed an equivalent course
  | 'excused-from-all' // nothing is left to ask: a person decides
  | 'unmapped' // no activity of the course counts as this kind yet
  | 'activity-missing' // the criterion names an activity that is no longer there
  | 'source-unreadable' // `activities[].fault` says why
  | 'confirmed'
  | 'not-confirmed'
  | 'evidence-none'
  | 'evidence-waiting'
  | 'evidence-returned'
  | 'evidence-declined'
  | 'evidence-late'
  | 'evidence-accepted'
  | 'evidence-locked' // the level below is not held, so time does not run yet

export interface Evaluation {
  readonly type: CriterionType
  readonly outcome: Outcome
  readonly reason: Reason
  readonly children: readonly Evaluation[]
}

/** An award that exists. `withdrawn`: a person took it back, so it is never given again by rule. */
export interface Award {
  readonly level: LevelId
  readonly state: 'live' | 'withdrawn'
  readonly awardedAt: string
  /** When it is over, ISO 8601; absent: never. */
  readonly expiresAt?: string | null
}

export interface CourseFacts {
  readonly ladder: Ladder
  readonly criteria: CourseCriteria
  readonly activities: readonly Activity[]
  /** ISO 8601; `null` when the VLE does not say. */
  readonly endsAt: string | null
}

export interface LearnerFacts {
  readonly participation: readonly Participation[]
  readonly confirmations: readonly Confirmation[]
  readonly evidence: readonly Evidence[]
  readonly awards: readonly Award[]
  /** Until when evidence may be handed in, as a tutor granted it: ISO 8601, any number of them. Absent: no more time was granted. */
  readonly extensions?: readonly string[]
  /** Levels that under these criteria a person declined to award though they are met, or keeps though they are not. */
  readonly declined?: readonly LevelId[]
  readonly kept?: readonly LevelId[]
}

export interface LevelProgress {
  readonly level: LevelId
  /** Of this level's own criteria and of every level below (a level held counts as met). */
  readonly outcome: Outcome
  /** The lowest level that must be earned first, or `null`. */
  readonly blockedBy: LevelId | null
  readonly evaluation: Evaluation
}

export interface Progress {
  /** Lowest level first. */
  readonly levels: readonly LevelProgress[]
}

/** What an evaluation changes. An empty list is the answer "nothing". */
export type Change =
  | { readonly type: 'award'; readonly level: LevelId }
  /** Held, but the criteria are not met any more: a tutor decides. */
  | { readonly type: 'flag'; readonly level: LevelId }
  /** Met, and this course wants a tutor's approval before the award. */
  | { readonly type: 'propose'; readonly level: LevelId }
