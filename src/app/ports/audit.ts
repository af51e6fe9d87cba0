/** Who did what. */
import type { AuditAction } from '../audit-actions.ts'
import type { AuditLine } from '../model.ts'

export interface AuditRepository {
  /** Append-only: the database refuses updates and deletes. */
  append(lines: readonly AuditLine[]): Promise<void>
  ofCourse(courseId: string, limit: number): Promise<AuditLine[]>
  /** The last time that something was done in a course. */
  latest(courseId: string, action: AuditAction): Promise<AuditLine | null>
}
