/** Being there: sessions with a window and a code, registers kept by hand, and what tutors confirm. */
import type { Kind } from '../../core/activity.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { Visit } from '../contract.ts'
import type { CheckInSession, ConfirmationRecord, CourseActivity, Person } from '../model.ts'
import type { LearnersQuery, RegisterRecord } from '../ports.ts'

/** What a tutor may put into a register. */
export const MARKS = ['present', 'late', 'excused', 'absent'] as const
export type Mark = (typeof MARKS)[number]

/** What a check-in asks of the learner who opened its link. */
export interface CheckInAsked {
  readonly activity: CourseActivity
  readonly opensAt: string | null
  readonly closesAt: string | null
  readonly state: 'open' | 'early' | 'over'
  readonly needsCode: boolean
  /** When the learner was checked in; `null`: not yet. */
  readonly recordedAt: string | null
}

export interface SessionView {
  readonly activity: CourseActivity
  readonly session: CheckInSession
}

export interface RegisterView {
  readonly activity: CourseActivity
  /** Of all learners, by mark; `open`: nothing is known of them here yet. */
  readonly counts: Readonly<Record<Mark | 'open', number>>
  /** Of those found. */
  readonly total: number
  readonly rows: readonly {
    readonly person: Person
    readonly mark: Mark | null
    readonly record: RegisterRecord | null
    /** Who said so, where it was not the learner. */
    readonly by: Person | null
  }[]
}

/** What a tutor ticks: these people, or all of whom nothing is known yet. */
export interface RegisterChange {
  readonly marks: ReadonlyMap<string, Mark> | { readonly rest: Mark }
  readonly note: string | null
}

/** A condition of the criteria that is met by a tutor's word. */
export interface Statement {
  /** Short and made from the text, so that the same words are the same statement in every version of the criteria. */
  readonly id: string
  readonly text: string
  readonly levels: readonly LevelId[]
}

export interface StatementView {
  readonly statement: Statement
  readonly confirmed: number
  readonly learners: number
  readonly total: number
  readonly rows: readonly {
    readonly person: Person
    readonly confirmation: ConfirmationRecord | null
    readonly by: Person | null
  }[]
}

/** Of one learner. */
export interface ConfirmationsView {
  readonly statements: readonly { statement: Statement; confirmation: ConfirmationRecord | null }[]
  readonly equivalent: ConfirmationRecord | null
}

export interface Attendance {
  /** What the visit's link asks; changes nothing. Errors: `activity_gone` 404. */
  asked(visit: Visit): Promise<CheckInAsked>

  /** Tutors. Errors: `activity_gone` 404 for what is no check-in of this course. */
  session(visit: Visit, activityId: string): Promise<SessionView>
  /** Errors: `window_backwards` 400. */
  setWindow(
    visit: Visit,
    activityId: string,
    window: Pick<CheckInSession, 'opensAt' | 'closesAt' | 'address'>,
  ): Promise<void>
  /** `new`: switches the code on, or changes it. */
  setCode(visit: Visit, activityId: string, to: 'new' | 'off'): Promise<void>

  /** Of a check-in, or of what tutors confirm. Errors: `activity_gone` 404. */
  register(visit: Visit, activityId: string, query: LearnersQuery): Promise<RegisterView>
  /** Writes what differs and answers how many. Errors: `activity_gone` 404, `learner_not_found` 404. */
  saveRegister(visit: Visit, activityId: string, change: RegisterChange): Promise<number>
  /** Something that tutors confirm, without a link or a column. */
  addConfirmed(visit: Visit, activity: { title: string; kind: Kind | null }): Promise<CourseActivity>

  statements(visit: Visit): Promise<readonly Statement[]>
  /** Errors: `statement_gone` 404 where the criteria have it no more. */
  statement(visit: Visit, statementId: string, query: LearnersQuery): Promise<StatementView>
  /** Confirms for these, or for all that are left, and takes back from others; answers how many. Errors: `statement_gone`, `learner_not_found` 404, `reason_missing` 400 where something is taken back. */
  saveStatement(
    visit: Visit,
    statementId: string,
    change: {
      readonly confirm: readonly string[] | 'rest'
      readonly takeBack: readonly string[]
      readonly note: string | null
    },
  ): Promise<number>
  /** Errors: `learner_not_found` 404. */
  confirmations(visit: Visit, personId: string): Promise<ConfirmationsView>
  /** The learner attended another course in place of this one. Errors: `learner_not_found` 404, `equivalent_known` 409. */
  confirmEquivalent(visit: Visit, personId: string, course: { what: string; takenOn: string }): Promise<void>
  /** Errors: `learner_not_found` 404, `reason_missing` 400, `equivalent_gone` 409. */
  takeBackEquivalent(visit: Visit, personId: string, reason: string): Promise<void>
}
