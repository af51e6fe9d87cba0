import {
  BOOLEAN,
  INTEGER,
  INTEGER_KEY,
  JSON_TEXT,
  JSON_TEXT_OR_NULL,
  LONG_JSON_TEXT,
  NUMBER_OR_NULL,
  TEXT,
  TEXT_KEY,
  TEXT_OR_NULL,
} from './fields.ts'

export const activities = {
  id: TEXT_KEY,
  courseId: TEXT,
  title: TEXT,
  kind: TEXT_OR_NULL,
  source: TEXT,
  fault: TEXT_OR_NULL,
  lineItemUrl: TEXT_OR_NULL,
  state: TEXT,
  position: INTEGER,
  gate: TEXT_OR_NULL,
  moduleId: TEXT_OR_NULL,
}

export const participation = {
  activityId: TEXT_KEY,
  personId: TEXT_KEY,
  courseId: TEXT,
  completed: BOOLEAN,
  score: NUMBER_OR_NULL,
  maximum: NUMBER_OR_NULL,
  observedAt: TEXT,
  standing: TEXT_OR_NULL,
  origin: TEXT_OR_NULL,
  recordedBy: TEXT_OR_NULL,
  statement: TEXT_OR_NULL,
}

export const confirmations = {
  courseId: TEXT_KEY,
  personId: TEXT_KEY,
  statement: TEXT_KEY,
  confirmedAt: TEXT,
  confirmedBy: TEXT_OR_NULL,
  note: TEXT_OR_NULL,
  takenOn: TEXT_OR_NULL,
}

export const evidence = {
  id: TEXT_KEY,
  courseId: TEXT,
  personId: TEXT,
  state: TEXT,
  ownPractice: TEXT,
  institution: TEXT_OR_NULL,
  links: JSON_TEXT,
  files: JSON_TEXT,
  shared: JSON_TEXT,
  stage: TEXT,
  credentialId: TEXT_OR_NULL,
  submittedAt: TEXT,
  decidedAt: TEXT_OR_NULL,
  decidedBy: TEXT_OR_NULL,
  feedback: TEXT_OR_NULL,
}

export const snapshots = {
  courseId: TEXT_KEY,
  source: TEXT_KEY,
  entries: JSON_TEXT,
  differences: JSON_TEXT_OR_NULL,
}

export const courseSettings = {
  courseId: TEXT_KEY,
  settings: JSON_TEXT,
  savedAt: TEXT,
  savedBy: TEXT_OR_NULL,
}

export const criteriaVersions = {
  courseId: TEXT_KEY,
  version: INTEGER_KEY,
  criteria: JSON_TEXT,
  savedBy: TEXT_OR_NULL,
  savedAt: TEXT,
  note: TEXT_OR_NULL,
}

export const progress = {
  courseId: TEXT_KEY,
  personId: TEXT_KEY,
  progress: LONG_JSON_TEXT,
  criteriaVersion: INTEGER,
  flagged: JSON_TEXT,
  proposed: JSON_TEXT,
  computedAt: TEXT,
  /** Beside the JSON, for the lists that filter on them. */
  hasFlag: BOOLEAN,
  hasUnknown: BOOLEAN,
  hasProposal: BOOLEAN,
}

export const rulings = {
  courseId: TEXT_KEY,
  personId: TEXT_KEY,
  level: TEXT_KEY,
  ruling: TEXT_KEY,
  criteriaVersion: INTEGER_KEY,
  reason: TEXT,
  decidedBy: TEXT_OR_NULL,
  decidedAt: TEXT,
}

export const refreshRuns = {
  courseId: TEXT_KEY,
  state: TEXT,
  requestedAt: TEXT,
  startedAt: TEXT_OR_NULL,
  succeededAt: TEXT_OR_NULL,
  done: INTEGER,
  total: INTEGER,
  error: TEXT_OR_NULL,
  errorDetail: TEXT_OR_NULL,
}
