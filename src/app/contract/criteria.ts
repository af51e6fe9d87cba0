/** How a course's criteria are edited, compared, passed on and set up. */
import type { Effect } from '../../core/compiled/index.ts'
import type { CourseCriteria, LevelId } from '../../core/ladder.ts'
import type { CriteriaChange, Visit } from '../contract.ts'
import type {
  Course,
  CourseActivity,
  CourseSettings,
  CriteriaVersion,
  Person,
  PlatformDefaults,
} from '../model.ts'

/** What saving would mean; nothing is withdrawn by it. */
export interface CriteriaPreview {
  /** Learners who were judged. */
  readonly learners: number
  readonly current: CriteriaVersion
  readonly effects: readonly AffectedPeople[]
}

export interface AffectedPeople {
  readonly level: LevelId
  readonly effect: Effect
  readonly count: number
  /** The first of them by name, or a page of the list that was asked for. */
  readonly people: readonly Person[]
}

/** One of the preview's lists, from so many names on. */
export interface PreviewList {
  readonly level: LevelId
  readonly effect: Effect
  readonly offset: number
}

/** Two versions side by side; `before` is `null` for the first one. */
export interface CriteriaComparison {
  readonly before: CriteriaVersion | null
  readonly after: CriteriaVersion
  readonly history: readonly CriteriaVersion[]
  readonly activities: readonly CourseActivity[]
  readonly canEdit: boolean
}

/** What became of one course that criteria were copied to. `missing`: titles of activities that are not there. */
export type CopyOutcome =
  | { readonly course: Course; readonly outcome: 'copied'; readonly version: number }
  | { readonly course: Course; readonly outcome: 'same' }
  | { readonly course: Course; readonly outcome: 'missing'; readonly missing: readonly string[] }
  | { readonly course: Course; readonly outcome: 'changed' }

export interface SettingsView {
  readonly settings: CourseSettings
  /** What new courses of this platform start with. */
  readonly defaults: PlatformDefaults | null
  /** Who saved those. */
  readonly defaultsBy: Person | null
  /** This course's criteria name activities, so they cannot be what new courses start with. */
  readonly namesActivities: boolean
  /** By a role of the institution or of the platform. */
  readonly canSetDefaults: boolean
}

/** Staff; what changes something only those who may edit. Errors: `not_allowed` 403. */
export interface CriteriaEditor {
  /** Errors: `criteria_changed` 409, `criteria_invalid` 400. */
  preview(
    visit: Visit,
    change: Pick<CriteriaChange, 'basedOn' | 'criteria'>,
    list: PreviewList | null,
  ): Promise<CriteriaPreview>
  /** With the version before, or another. Errors: `version_not_found` 404. */
  compare(visit: Visit, version: number, other: number | null): Promise<CriteriaComparison>
  /** The current criteria as a file: JSON text. */
  exportFile(visit: Visit): Promise<string>
  /** A file's criteria, with this course's activities where they have the same names; nothing is saved. Errors: `criteria_file` 422. */
  importFile(visit: Visit, text: string): Promise<CourseCriteria>
  /** Administrators: the other courses of the platform that they administer. */
  copyTargets(visit: Visit): Promise<Course[]>
  copyTo(visit: Visit, courseIds: readonly string[]): Promise<CopyOutcome[]>
  /** Administrators. */
  settings(visit: Visit): Promise<SettingsView>
  saveSettings(visit: Visit, settings: CourseSettings): Promise<void>
  /** New courses of the platform start with this course's criteria and settings. Errors: `defaults_name_activities` 409. */
  saveDefaults(visit: Visit): Promise<void>
  removeDefaults(visit: Visit): Promise<void>
}
