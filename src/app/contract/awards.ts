import type { LevelId } from '../../core/ladder.ts'
import type { Visit } from '../contract.ts'
import type { Person, WithdrawalCause } from '../model.ts'

/**
 * What a tutor decides about learners. `approve` and `decline`: what the criteria propose. `keep` and `withdraw`: what is held;
 * withdrawing takes every level above with it. `reissue`: what is held is issued anew, with what is right now.
 */
export const DECISIONS = ['award', 'approve', 'decline', 'keep', 'withdraw', 'reissue'] as const
export type DecisionKind = (typeof DECISIONS)[number]

export interface DecisionTarget {
  readonly personId: string
  readonly level: LevelId
}

export interface Decision {
  readonly kind: DecisionKind
  readonly targets: readonly DecisionTarget[]
  /** Awards the levels below as well where they are missing; else such a learner is left out. */
  readonly withBelow: boolean
  /** What the public is told of why something is withdrawn; left out: nothing. */
  readonly cause?: WithdrawalCause | null
  /** Of what is issued anew: the day on which it was really earned, where that was wrong (`2026-11-02`). */
  readonly earnedOn?: string | null
}

/** What a decision does to one learner. */
export interface DecisionOutcome {
  readonly person: Person
  /** The level that was decided on. */
  readonly level: LevelId
  /** All that it awards, approves, declines, keeps, withdraws or issues anew, lowest first; none: it does nothing, and `refusal` says why. */
  readonly levels: readonly LevelId[]
  readonly refusal: DecisionRefusal | null
}

export interface DecisionRefusal {
  readonly code: 'already_held' | 'lower_level_missing' | 'not_held' | 'not_proposed' | 'not_flagged'
  /** The level that is in the way. */
  readonly level: LevelId
}

/** Tutor and administrator. Errors of all: `not_allowed` 403, `learner_not_found` 404 for somebody who is no learner of the course. */
export interface Awards {
  /** What a decision would do now; writes nothing. */
  preview(visit: Visit, decision: Decision): Promise<DecisionOutcome[]>
  /**
   * Decides for all of them at once, or for nobody. Who cannot be decided on is left out and told. Errors: `reason_missing` 400 (an
   * approval needs none), `nothing_to_decide` 409 where everybody is left out, `earned_on` 409 for a day that is to come or that the levels
   * below and above leave no room for.
   */
  decide(visit: Visit, decision: Decision, reason: string): Promise<DecisionOutcome[]>
  /** Takes an award back as if it had never been made, and with it the levels above. Errors: `not_held` 409, `undo_over` 409. */
  undo(visit: Visit, personId: string, level: LevelId): Promise<void>
  /** How many credentials of the course stand. */
  standing(visit: Visit): Promise<number>
  /** Issues all of the course anew in the background. Errors: `reason_missing` 400. */
  reissueCourse(visit: Visit, reason: string): Promise<void>
}
