/** What an administrator sets for a course beside its criteria. */
import type { CourseSettings } from '../model.ts'

export interface SettingsRepository {
  /** What was saved, and the defaults for the rest. */
  of(courseId: string): Promise<CourseSettings>
  /** Changes these sections and leaves the others as they stand, whoever saves at the same moment. */
  save(courseId: string, change: Partial<CourseSettings>, by: string | null, at: string): Promise<void>
}
