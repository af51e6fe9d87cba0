/** Who did what, when and why. */
import type { AuditAction } from '../audit-actions.ts'

export interface AuditLine {
  readonly at: string
  readonly platformId: string | null
  readonly courseId: string | null
  /** Person, or `null` for the tool itself or the operator. */
  readonly actorId: string | null
  readonly action: AuditAction
  readonly subjectId: string | null
  /** What somebody wrote; `null` also where it was erased. */
  readonly reason: string | null
  readonly detail: Readonly<Record<string, string | number | null>>
}
