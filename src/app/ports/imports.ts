/** Uploaded registers, what they changed, and the records of one activity. */
import type { ImportRecord } from '../importing/types.ts'
import type { Person } from '../model.ts'
import type { ParticipationOf } from './participation.ts'

/** What an import wrote for a person, and what stood there before (`null`: nothing). */
export interface ImportChange {
  readonly personId: string
  readonly before: ParticipationOf | null
  readonly after: ParticipationOf
}

export interface ImportRepository {
  /** The newest first; without previews that have expired. */
  ofCourse(courseId: string, now: string, limit: number): Promise<ImportRecord[]>
  byId(courseId: string, id: string, now: string): Promise<ImportRecord | null>
  /** The last one of this file that was applied and not undone. */
  appliedWith(courseId: string, contentHash: string): Promise<ImportRecord | null>
  insert(record: ImportRecord): Promise<void>
  /** Saves which table is meant, the settings and the choices. Only while it is a preview: else `false`. */
  setUp(record: ImportRecord): Promise<boolean>
  /** Preview → applied, for the first who asks, before it expires. */
  markApplied(
    courseId: string,
    id: string,
    by: { at: string; personId: string; activityId: string; madeActivity: boolean },
  ): Promise<boolean>
  /** Applied → undone, for the first who asks. */
  markUndone(
    courseId: string,
    id: string,
    by: { at: string; personId: string; leftAlone: readonly string[] },
  ): Promise<boolean>
  /** Previews that have expired, and the rows of everything that has. */
  removeExpired(now: string): Promise<void>

  /** Rows below the headings, in pages of up to 1,000, numbered from `first`, else from 0. */
  saveRows(id: string, pages: readonly (readonly (readonly string[])[])[], first?: number): Promise<void>
  rows(id: string, page: number): Promise<readonly (readonly string[])[] | null>

  saveChanges(id: string, changes: readonly ImportChange[]): Promise<void>
  changes(id: string): Promise<ImportChange[]>

  /** The active learners of a course, in one read. */
  learners(courseId: string): Promise<Person[]>
  /** What is recorded in an activity, by person. `held`, for units of work: nobody else changes it until the unit ends. */
  recorded(
    courseId: string,
    activityId: string,
    how?: { readonly held: boolean },
  ): Promise<Map<string, ParticipationOf>>
  /** Takes records away as if they had never been. */
  removeRecords(courseId: string, activityId: string, personIds: readonly string[]): Promise<void>
}
