import {
  BOOLEAN,
  JSON_TEXT,
  MILLISECONDS,
  MILLISECONDS_OR_NULL,
  TEXT,
  TEXT_KEY,
  TEXT_OR_NULL,
} from './fields.ts'

export const loginStates = {
  state: TEXT_KEY,
  expiresAt: MILLISECONDS,
  /** The whole login, as the LTI library gave it. */
  login: JSON_TEXT,
}

export const sessions = {
  id: TEXT_KEY,
  secretHash: TEXT,
  csrf: TEXT,
  courseId: TEXT,
  personId: TEXT_OR_NULL,
  role: TEXT,
  launch: JSON_TEXT,
  locale: TEXT_OR_NULL,
  expiresAt: TEXT,
}

export const tickets = { idHash: TEXT_KEY, payload: TEXT, expiresAt: MILLISECONDS }

export const registrationLinks = {
  tokenHash: TEXT_KEY,
  host: TEXT_OR_NULL,
  autoApprove: BOOLEAN,
  expiresAt: MILLISECONDS,
  claim: TEXT_OR_NULL,
  claimedUntil: MILLISECONDS_OR_NULL,
  usedAt: TEXT_OR_NULL,
  platformId: TEXT_OR_NULL,
}

export const keys = {
  id: TEXT_KEY,
  use: TEXT,
  issuerId: TEXT_OR_NULL,
  publicKey: TEXT,
  encryptedSecret: TEXT,
  createdAt: TEXT,
  activatesAt: TEXT,
  retiredAt: TEXT_OR_NULL,
  withdrawnAt: TEXT_OR_NULL,
  compromisedAt: TEXT_OR_NULL,
}

export const auditLines = {
  at: TEXT,
  platformId: TEXT_OR_NULL,
  courseId: TEXT_OR_NULL,
  actorId: TEXT_OR_NULL,
  action: TEXT,
  subjectId: TEXT_OR_NULL,
  /** Of `audit_notes`; a note that is not there was erased. */
  noteId: TEXT_OR_NULL,
  detail: JSON_TEXT,
}

export const auditNotes = { id: TEXT_KEY, reason: TEXT }
