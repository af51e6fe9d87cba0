import type { AuditAction } from '../audit-actions.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { AuditLine, Credential } from '../model.ts'

/** What a learner did with a credential of theirs, for the record of the course that it is of. */
export function lineOf(
  { clock }: Deps,
  visit: Visit,
  { id, courseId, personId, level }: Credential,
  action: AuditAction,
  detail: AuditLine['detail'] = {},
): AuditLine {
  return {
    at: isoNow(clock),
    platformId: visit.course.platformId,
    courseId,
    actorId: personId,
    action,
    subjectId: personId,
    reason: null,
    detail: { level, credential: id, ...detail },
  }
}
