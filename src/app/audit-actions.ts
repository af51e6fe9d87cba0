/**
 * Everything that the audit can tell. Each action has words under `audit.actions.<action>` in every language, which a test
 * demands; what is not in this list does not compile.
 */
export const AUDIT_ACTIONS = [
  'activity.copied',
  'activity.mapped',
  'course.copy-left',
  'course.taken-over',
  'credential.awarded',
  'credential.kept',
  'credential.undone',
  'credential.withdrawn',
  'criteria.saved',
  'evidence.accepted',
  'evidence.declined',
  'evidence.returned',
  'key.made',
  'key.rotated',
  'ladder.linked',
  'person.erased',
  'platform.registered',
  'proposal.declined',
] as const

/** `<thing>.<verb in the past>` */
export type AuditAction = (typeof AUDIT_ACTIONS)[number]
