import { JSON_TEXT, TEXT, TEXT_KEY, TEXT_OR_NULL } from './fields.ts'

export const platformDefaults = {
  platformId: TEXT_KEY,
  criteria: JSON_TEXT,
  settings: JSON_TEXT,
  savedBy: TEXT_OR_NULL,
  savedAt: TEXT,
}
