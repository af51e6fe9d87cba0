/** What it takes, version by version, and what is set beside it. */
import type { CourseCriteria } from '../../core/ladder.ts'

export interface CriteriaVersion {
  readonly courseId: string
  /** 1 is what new courses of its platform started with. */
  readonly version: number
  readonly criteria: CourseCriteria
  readonly savedBy: string | null
  readonly savedAt: string
  readonly note: string | null
}

/** What an administrator sets for a course beside its criteria. */
export interface CourseSettings {
  /** Tutors may save criteria as well. */
  readonly tutorsEditCriteria: boolean
  /** An award is put into the gradebook this long after it was made, so that it can be undone. */
  readonly publishAfterMinutes: number
  readonly evidence: {
    /** What a reviewer looks for, a line each; none: no rubric. */
    readonly rubric: readonly string[]
    /** A second person decides as well. */
    readonly secondReviewer: boolean
  }
}

/** What new courses of a platform start with in place of the framework's criteria and the product's settings. */
export interface PlatformDefaults {
  readonly platformId: string
  /** Names no activity: new courses have none. */
  readonly criteria: CourseCriteria
  readonly settings: CourseSettings
  readonly savedBy: string | null
  readonly savedAt: string
}
