import { BOOLEAN, JSON_TEXT, TEXT, TEXT_KEY, TEXT_OR_NULL } from './fields.ts'

export const courseLooks = {
  courseId: TEXT_KEY,
  colour: TEXT_OR_NULL,
  showLogo: BOOLEAN,
  art: JSON_TEXT,
  savedBy: TEXT_OR_NULL,
  savedAt: TEXT,
}

export const drawings = { hash: TEXT_KEY, png: TEXT, svg: TEXT }
