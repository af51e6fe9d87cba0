/** What counts in a course, and what tutors say beside it. */
import type { Activity } from '../../core/activity.ts'

export interface CourseActivity extends Activity {
  readonly courseId: string
  readonly lineItemUrl: string | null
  /** `offered`: sent to the VLE by deep linking, not seen there yet, so it does not count yet. */
  readonly state: 'offered' | 'active' | 'removed'
  readonly position: number
  /** Of an activity of Moodle's own: its course module id (`cmid`). */
  readonly moduleId?: string | null
}

/** When a check-in is open, and what proves that somebody is in the room. */
export interface CheckInSession {
  readonly courseId: string
  readonly activityId: string
  /** `null`: no bound on this side. */
  readonly opensAt: string | null
  readonly closesAt: string | null
  /** `null`: none is asked for. */
  readonly code: string | null
  /** Where the link opens in the VLE, as a tutor copied it there. */
  readonly address: string | null
}

/** A tutor's word on a statement of the criteria, or that an equivalent course was attended. */
export interface ConfirmationRecord {
  readonly courseId: string
  readonly personId: string
  /** Empty: an equivalent course, with `note` for what it was. */
  readonly statement: string
  readonly confirmedAt: string
  readonly confirmedBy: string | null
  readonly note: string | null
  /** Day of the calendar of an equivalent course, else `null`. */
  readonly takenOn: string | null
}
