/** Sessions of check-ins, registers kept by hand, and tutors' words. */
import type { CheckInSession, ConfirmationRecord, Person } from '../model.ts'
import type { ParticipationOf } from './participation.ts'

export interface CheckInRepository {
  of(courseId: string, activityId: string): Promise<CheckInSession | null>
  /** Insert or replace. */
  save(session: CheckInSession): Promise<void>
  /**
   * Counts one try at a code, in one statement, before anybody looks whether it is right. Tries count from the first one on until they are
   * older than `forget` (milliseconds since the epoch). Answers since when they count where there were `most` already, so that this one is none.
   */
  tryCode(
    activityId: string,
    personId: string,
    limits: { now: number; forget: number; most: number },
  ): Promise<number | null>
}

/** Which learners a page shows. */
export interface LearnersQuery {
  readonly search: string | null
  readonly offset: number
  readonly limit: number
}

/** What a register says of one learner. */
export type RegisterRecord = Pick<
  ParticipationOf,
  'completed' | 'standing' | 'observedAt' | 'origin' | 'recordedBy'
>

export interface RegisterRepository {
  /** Active learners by name, with their record of one activity. */
  list(
    courseId: string,
    activityId: string,
    query: LearnersQuery,
  ): Promise<{ total: number; rows: { person: Person; record: RegisterRecord | null }[] }>
  /** How many active learners have a record of each sort. */
  counts(
    courseId: string,
    activityId: string,
  ): Promise<(Pick<RegisterRecord, 'completed' | 'standing'> & { learners: number })[]>
  /** By person id, of those who have one. One statement per 1,000. */
  records(
    courseId: string,
    activityId: string,
    personIds: readonly string[],
  ): Promise<Map<string, RegisterRecord>>
  /** Active learners without a record. */
  unmarked(courseId: string, activityId: string): Promise<string[]>
  /** Inserts where there is no record, whoever checks in at the same moment. Answers whose are new. */
  fill(courseId: string, rows: readonly ParticipationOf[]): Promise<string[]>
}

export interface ConfirmationRepository {
  /** All that tutors confirmed of a learner. */
  ofLearner(courseId: string, personId: string): Promise<ConfirmationRecord[]>
  /** Active learners by name, with a tutor's word on one statement. */
  list(
    courseId: string,
    statement: string,
    query: LearnersQuery,
  ): Promise<{ total: number; rows: { person: Person; confirmation: ConfirmationRecord | null }[] }>
  /** How many active learners have one. */
  count(courseId: string, statement: string): Promise<number>
  /** Active learners without one. */
  unconfirmed(courseId: string, statement: string): Promise<string[]>
  /** The first word stands (unique on course, person and statement). Answers whose is new. */
  add(rows: readonly ConfirmationRecord[]): Promise<string[]>
  /** Answers whose there was to take back. */
  remove(courseId: string, statement: string, personIds: readonly string[]): Promise<string[]>
}
