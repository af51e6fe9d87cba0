import type { Product, RegistrationQuirks } from '../registration/types.ts'
import type { Role } from '../types.ts'

/** Why a platform refused a score, where its answer tells. */
export type ScoreRefusal = 'user_not_enrolled' | 'grade_locked'

/** What a platform's answer to a score says: status, and its status text and body, for reading only. */
export interface ScoreAnswer {
  readonly status: number
  readonly statusText: string
  readonly text: string
}

/** Where a family of platforms leaves the specification. Everything is optional: nothing means as specified. */
export interface PlatformQuirks {
  readonly product?: Exclude<Product, 'other'>
  readonly registration?: RegistrationQuirks
  /** `aud` of the client assertion where neither registration nor token URL tells it. */
  readonly tokenAudience?: string
  /** Scopes to ask for, given the scopes granted. */
  readonly scopes?: (granted: readonly string[]) => string[]
  /** The roster tells names only when it is asked for the members of one link (`rlid`), who need not be all. */
  readonly namesByLink?: boolean
  /** Query to add when Results are read. */
  readonly resultsQuery?: Readonly<Record<string, string>>
  /** Asked for one user's Results it leaves the comments out, so everybody's are read. */
  readonly userFilterLosesComments?: boolean
  /** A score that is not `FullyGraded` changes nothing, so that a grade cannot be cleared. */
  readonly keepsClearedScores?: boolean
  /** Members to add to a score. */
  readonly scoreExtras?: Readonly<Record<string, unknown>>
  /** A plain text comment in the form in which this platform shows it as plain text. */
  readonly comment?: (text: string) => string
  readonly scoreRefusal?: (answer: ScoreAnswer) => ScoreRefusal | null
  /** Short role names of its own, in lower case. */
  readonly roleNames?: Readonly<Record<string, Role>>
  /** Names that a content item's custom parameters must not have, in lower case. */
  readonly reservedCustom?: readonly string[]
}
