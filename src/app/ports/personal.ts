/** Everything that is held about one person, wherever it lies. */
import type { LevelId } from '../../core/ladder.ts'
import type { Person } from '../model.ts'

/** Rows by table, for tables that have any: what is of the person, without what names somebody else. */
export type HeldRows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

/** What is left to do once somebody is erased. */
export interface Erased {
  /** Files whose bytes can go now; others are swept once nobody can be writing them any more. */
  readonly files: readonly string[]
  /** Courses in whose gradebook scores of theirs may stand. */
  readonly courses: readonly string[]
}

/** A score of somebody who was erased, to be taken out of the gradebook: in the column of a level, or of an activity. */
export interface ScoreRemoval {
  readonly id: string
  readonly courseId: string
  readonly level: LevelId | null
  readonly activityId: string | null
  /** The platform's user: the last that is known of them. */
  readonly sub: string
  /** The latest time that the score may carry. */
  readonly postedAt: string
  readonly askedAt: string
  /** When the gradebook last took it not. */
  readonly refusedAt: string | null
}

export interface PersonalRepository {
  held(person: Person): Promise<HeldRows>
  /**
   * In a unit of work: everything of this person goes, and their id with it, so that the database itself refuses whatever is under way
   * and would bring something back. Credentials are known as ones that no longer exist. `null`: there is no such person any more.
   */
  erase(personId: string, at: string): Promise<Erased | null>
  /** How often somebody was erased from a course. `held`, for units of work: nobody is until the unit ends. */
  erasures(courseId: string, how?: { readonly held: boolean }): Promise<number>
  /** Of a course, those that were not refused since `refusedBefore`. */
  removals(courseId: string, refusedBefore: string, limit: number): Promise<ScoreRemoval[]>
  /** It no longer stands there, or nobody can tell. */
  forgetRemoval(id: string): Promise<void>
  noteRemovalRefused(id: string, at: string): Promise<void>
  /** What was asked before and never came about is forgotten, the person with it. */
  sweepRemovals(before: string): Promise<void>
}
