import {
  INTEGER,
  INTEGER_KEY,
  JSON_TEXT,
  NUMBER,
  NUMBER_OR_NULL,
  TEXT,
  TEXT_KEY,
  TEXT_OR_NULL,
} from './fields.ts'

export const submissions = {
  id: TEXT_KEY,
  activityId: TEXT,
  personId: TEXT,
  number: INTEGER,
  text: TEXT,
  url: TEXT_OR_NULL,
  files: JSON_TEXT,
  submittedAt: TEXT,
}

export const workDrafts = {
  activityId: TEXT_KEY,
  personId: TEXT_KEY,
  text: TEXT,
  url: TEXT,
  files: JSON_TEXT,
  savedAt: TEXT,
}

export const markings = {
  activityId: TEXT_KEY,
  courseId: TEXT,
  maximum: NUMBER_OR_NULL,
  setAt: TEXT,
  setBy: TEXT_OR_NULL,
}

export const marks = {
  submissionId: TEXT_KEY,
  number: INTEGER_KEY,
  score: NUMBER,
  maximum: NUMBER,
  feedback: TEXT_OR_NULL,
  markedAt: TEXT,
  markedBy: TEXT,
}
