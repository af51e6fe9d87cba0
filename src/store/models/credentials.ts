import { INTEGER, LONG_TEXT, TEXT, TEXT_KEY, TEXT_OR_NULL } from './fields.ts'

export const achievements = {
  id: TEXT_KEY,
  courseId: TEXT,
  level: TEXT,
  criteriaVersion: INTEGER,
  courseTitle: TEXT,
  issuerId: TEXT,
  name: TEXT,
  description: TEXT,
  criteriaNarrative: TEXT,
  belowId: TEXT_OR_NULL,
  edition: INTEGER,
  look: TEXT,
}

export const credentials = {
  id: TEXT_KEY,
  achievementId: TEXT,
  courseId: TEXT,
  personId: TEXT,
  level: TEXT,
  state: TEXT,
  criteriaVersion: INTEGER,
  narrative: TEXT,
  awardedAt: TEXT,
  awardedBy: TEXT_OR_NULL,
  expiresAt: TEXT_OR_NULL,
  withdrawnAt: TEXT_OR_NULL,
  withdrawnReason: TEXT_OR_NULL,
  statusListId: TEXT,
  statusIndex: INTEGER,
  subjectId: TEXT,
  recipientType: TEXT,
  recipientHash: TEXT,
  salt: TEXT,
  document: LONG_TEXT,
  offeredAt: TEXT_OR_NULL,
  publishedAt: TEXT_OR_NULL,
  retractedAt: TEXT_OR_NULL,
  undone: TEXT_OR_NULL,
  withdrawnCause: TEXT_OR_NULL,
  replacedBy: TEXT_OR_NULL,
  renewedBy: TEXT_OR_NULL,
  reissuedAt: TEXT_OR_NULL,
}

export const scoreRefusals = { credentialId: TEXT_KEY, refusedAt: TEXT }

export const levelColumns = { courseId: TEXT_KEY, level: TEXT_KEY, lineItemUrl: TEXT }

export const statusLists = {
  id: TEXT_KEY,
  issuerId: TEXT,
  length: INTEGER,
  /** The first index that nobody has. */
  nextIndex: INTEGER,
}
