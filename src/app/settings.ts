import type { CourseSettings } from './model.ts'

/** What holds in a course until an administrator says otherwise. */
export const DEFAULT_SETTINGS: CourseSettings = {
  tutorsEditCriteria: false,
  publishAfterMinutes: 0,
  evidence: { rubric: [], secondReviewer: false },
}
