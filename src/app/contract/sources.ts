/** What people ask of the sources that lie in the VLE: columns that others grade, checkpoints, and activities of Moodle's own. */
import type { Product } from '../../lti/registration/types.ts'
import type { Visit } from '../contract.ts'
import type { CourseActivity } from '../model.ts'
import type { Enrolment } from '../ports.ts'

/** A tutor's page about one activity, with whose product the VLE is: each has its own way there. */
export interface SourceView {
  readonly activity: CourseActivity
  readonly product: Product
}

/** Whether grades arrive in a column, looked at now. */
export type Arrival =
  | {
      readonly state: 'arriving'
      /** Learners with a grade. */
      readonly learners: number
      /** ISO 8601; `null` where the VLE tells no times. */
      readonly newest: string | null
      /** Highest grade of the column. */
      readonly maximum: number
    }
  | { readonly state: 'none-yet'; readonly maximum: number }
  /** `scope` names the permission, where that is what is missing. */
  | {
      readonly state: 'unreadable'
      readonly why: 'no-gradebook' | 'scope-missing' | 'gone' | 'refused' | 'away'
      readonly scope: string | null
    }

export interface CheckpointView extends SourceView {
  /** Learners who opened it, and when the first and the last of them did. */
  readonly opened: { readonly learners: number; readonly first: string | null; readonly last: string | null }
}

/** What a learner's own opening of a checkpoint left. */
export interface OpenedCheckpoint {
  readonly activity: CourseActivity
  /** `null`: nothing was recorded, because nobody has said what it stands for, or because this is only a look. */
  readonly recorded: { readonly at: string; readonly statement: string } | null
}

/** Whether somebody is in the course; when they came, came back or left, whichever was last; when they last left. */
export type Membership = Pick<Enrolment, 'active' | 'since' | 'leftAt'>

export interface Sources {
  /** Tutors: what the roster told of a person of the course. Errors: `learner_not_found` 404. */
  membership(visit: Visit, personId: string): Promise<Membership>
  /** Tutors. Errors: `activity_gone` 404 where it is no column that others grade. */
  column(visit: Visit, activityId: string): Promise<SourceView>
  /** Reads the column and its grades now, and writes nothing. Errors: as `column`. */
  arrival(visit: Visit, activityId: string): Promise<Arrival>
  /** Tutors. Errors: `activity_gone` 404 where it is no checkpoint. */
  checkpoint(visit: Visit, activityId: string): Promise<CheckpointView>
  /** Says what the VLE opens a checkpoint for. What was recorded before keeps its own words. Errors: as `checkpoint`. */
  stateGate(visit: Visit, activityId: string, gate: string): Promise<void>
  /** Learners: the checkpoint of this visit's link. Errors: `activity_gone` 404; `anonymous` 403. */
  opened(visit: Visit): Promise<OpenedCheckpoint>
}
