import type { Visit } from '../contract.ts'
import type { AuditEntry, AuditQuery } from '../ports.ts'

export interface AuditListing {
  readonly total: number
  /** Latest first. */
  readonly entries: readonly AuditEntry[]
  /** Titles of the course's activities by id, for lines that name one. */
  readonly activities: ReadonlyMap<string, string>
}

/** What was done in a course. Administrators only. Errors: `not_allowed` 403. */
export interface Records {
  audit(visit: Visit, query: AuditQuery): Promise<AuditListing>
  /** Every line that matches, page by page (one at least), so that it can be sent on as it is read. */
  auditPages(visit: Visit, query: Omit<AuditQuery, 'offset' | 'limit'>): AsyncIterable<AuditListing>
}
