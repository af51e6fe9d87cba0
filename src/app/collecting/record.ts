import type { AuditAction } from '../audit-actions.ts'
import type { Visit } from '../contract.ts'
import type { AuditLine } from '../model.ts'

/** What a learner did with their collection, for the record of the course that they came from. Where it can be seen is theirs to tell. */
export function lineOf({ course }: Visit, personId: string, action: AuditAction, at: string): AuditLine {
  return {
    at,
    platformId: course.platformId,
    courseId: course.id,
    actorId: personId,
    action,
    subjectId: personId,
    reason: null,
    detail: {},
  }
}
