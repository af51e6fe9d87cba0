import { type Deps, isoNow } from '../deps.ts'
import type { AuditLine, Person } from '../model.ts'

/** The operator, from outside any course. */
export const BY_OPERATOR = { courseId: null, actorId: null }

/** What was done with all that is held about somebody, and by whom. */
export function personLine(
  { clock }: Pick<Deps, 'clock'>,
  { id, platformId }: Person,
  action: 'person.exported' | 'person.erased',
  by: Pick<AuditLine, 'courseId' | 'actorId'>,
): AuditLine {
  return { at: isoNow(clock), platformId, ...by, action, subjectId: id, reason: null, detail: {} }
}
