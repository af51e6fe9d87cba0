/** Who is in a course. */
import type { Course, CourseRole, Person, RosterEntry } from '../model.ts'

/** One learner or tutor of a course, with the id and name that pages need. */
export interface Enrolment {
  readonly person: Person
  readonly role: CourseRole
  readonly active: boolean
  /** What the roster last said; `null`: it never listed this person. */
  readonly rosterRole: CourseRole | null
  /** When this person last launched as staff. */
  readonly staffAt: string | null
  /** When they came, came back or left, whichever was last; `null`: it was not kept then. */
  readonly since: string | null
  /** When they last left. */
  readonly leftAt: string | null
}

export interface PeopleRepository {
  byId(id: string): Promise<Person | null>
  /** In one statement per 1,000; those not found are left out. */
  byIds(ids: readonly string[]): Promise<Person[]>
  /**
   * Unique on (platformId, sub). A launch's `null` name or email never erases a known one. `known`: as they stood a moment ago, so that
   * nothing is asked again where nothing is new.
   */
  upsert(
    platformId: string,
    entry: Omit<RosterEntry, 'role' | 'active'>,
    known?: Person | null,
  ): Promise<Person>
  /** sub → person id, for those known. One statement per 1,000. */
  idsBySub(platformId: string, subs: readonly string[]): Promise<Map<string, string>>
  enrolment(courseId: string, personId: string): Promise<Enrolment | null>
  /** By a launch: the higher role stays. `staffAt`: the time, where it was a launch as staff. */
  enrol(courseId: string, personId: string, role: CourseRole, staffAt?: string | null): Promise<void>
  /** A former tutor is a learner from now on. */
  demote(courseId: string, personId: string): Promise<void>
  /** Insert or update people and enrolments in bulk, only where something changed. A roster turns a tutor into a learner only where it was the roster that said tutor before. Answers how many rows were written. */
  saveRoster(course: Course, entries: readonly RosterEntry[]): Promise<number>
  /** Mark those who vanished from the roster as inactive (their credentials stay). */
  markLeft(course: Course, subs: readonly string[]): Promise<number>
  /** Those of these people who are, or were (not `active`), learners of the course: not its staff, not somebody who only looks. One statement per 1,000. */
  learnersAmong(courseId: string, personIds: readonly string[]): Promise<{ id: string; active: boolean }[]>
  /** Active tutors and administrators. */
  staff(courseId: string): Promise<{ personId: string; role: CourseRole }[]>
  /** Active learners' person ids, in pages of up to 1,000, ordered by id. */
  learnerIds(courseId: string, after: string | null, limit: number): Promise<string[]>
}
