import { BOOLEAN, JSON_TEXT, TEXT, TEXT_KEY, TEXT_OR_NULL } from './fields.ts'

export const evidenceReviews = {
  evidenceId: TEXT_KEY,
  stage: TEXT_KEY,
  reviewerId: TEXT,
  verdict: TEXT,
  feedback: TEXT_OR_NULL,
  judgements: JSON_TEXT,
  at: TEXT,
}

export const evidenceDrafts = {
  courseId: TEXT_KEY,
  personId: TEXT_KEY,
  ownPractice: TEXT,
  institution: TEXT,
  links: TEXT,
  files: JSON_TEXT,
  shared: JSON_TEXT,
  savedAt: TEXT,
}

export const evidenceExtensions = {
  id: TEXT_KEY,
  courseId: TEXT,
  personId: TEXT,
  reason: TEXT,
  askedAt: TEXT,
  state: TEXT,
  until: TEXT_OR_NULL,
  decidedAt: TEXT_OR_NULL,
  decidedBy: TEXT_OR_NULL,
  answer: TEXT_OR_NULL,
}

export const notices = {
  id: TEXT_KEY,
  courseId: TEXT,
  personId: TEXT,
  kind: TEXT,
  subjectId: TEXT,
  aboutId: TEXT_OR_NULL,
  detail: TEXT_OR_NULL,
  createdAt: TEXT,
  readAt: TEXT_OR_NULL,
  mail: TEXT,
}

export const contactChoices = { personId: TEXT_KEY, mail: BOOLEAN, language: TEXT_OR_NULL }
