/** Who did what. */
import type { AuditAction } from '../audit-actions.ts'
import type { AuditLine } from '../model.ts'

export interface AuditQuery {
  /** Part of a name, or a whole id: of who did it, or whom it was done to. */
  readonly person: string | null
  readonly action: AuditAction | null
  /** From this time on, and before that one; ISO 8601. */
  readonly from: string | null
  readonly before: string | null
  readonly offset: number
  readonly limit: number
}

/** Somebody whom a line names. */
export interface AuditPerson {
  readonly id: string
  readonly name: string | null
}

export interface AuditEntry {
  readonly line: AuditLine
  readonly actor: AuditPerson | null
  /** `null` where the line is about nobody, or about somebody who was erased. */
  readonly subject: AuditPerson | null
}

export interface AuditRepository {
  /** Append-only: the database refuses updates and deletes. */
  append(lines: readonly AuditLine[]): Promise<void>
  ofCourse(courseId: string, limit: number): Promise<AuditLine[]>
  /** The last time that something was done in a course. */
  latest(courseId: string, action: AuditAction): Promise<AuditLine | null>
  /** Latest first, with the names that are known now. */
  list(courseId: string, query: AuditQuery): Promise<{ total: number; entries: readonly AuditEntry[] }>
}
