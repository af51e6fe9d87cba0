/** What people ask of the sources that lie in the VLE: columns that others grade, checkpoints, and activities of Moodle's own. */
import type { Kind } from '../../core/activity.ts'
import type { Product } from '../../lti/registration/types.ts'
import type { CourseModule, MoodleFault } from '../../moodle/index.ts'
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

/** The activities of Moodle's own in a course, or why they cannot be read now. */
export type ModulesView =
  | {
      readonly modules: readonly (CourseModule & {
        /** Counts already. */
        readonly activity: CourseActivity | null
        /** By its name; for a person to accept. */
        readonly suggestion: Kind | null
      })[]
    }
  | { readonly fault: MoodleFault; readonly detail: Readonly<Record<string, string>> }

/** Whether somebody is in the course; when they came, came back or left, whichever was last; when they last left. */
export type Membership = Pick<Enrolment, 'active' | 'since' | 'leftAt'>

export interface Sources {
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
  /** Whether the operator has set up Moodle's web service for the visit's platform, and it can speak of this course. */
  offersModules(visit: Visit): Promise<boolean>
  /** Errors: `page_not_found` 404 where there is no web service; `secret_unreadable`. */
  modules(visit: Visit): Promise<ModulesView>
  /**
   * Lets activities of Moodle's own count, by module id; answers how many were added. Errors: as `modules`; `moodle_unread` 409 where
   * the web service tells nothing now; `nothing_chosen` 400.
   */
  addModules(visit: Visit, kinds: ReadonlyMap<string, Kind>): Promise<number>
}
