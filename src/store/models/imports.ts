import {
  BOOLEAN,
  INTEGER,
  INTEGER_KEY,
  JSON_TEXT,
  JSON_TEXT_OR_NULL,
  TEXT,
  TEXT_KEY,
  TEXT_OR_NULL,
} from './fields.ts'

export const imports = {
  id: TEXT_KEY,
  courseId: TEXT,
  state: TEXT,
  fileName: TEXT,
  contentHash: TEXT,
  headings: JSON_TEXT,
  firstRow: INTEGER,
  rowCount: INTEGER,
  settings: JSON_TEXT,
  choices: JSON_TEXT,
  createdAt: TEXT,
  createdBy: TEXT,
  expiresAt: TEXT,
  activityId: TEXT_OR_NULL,
  madeActivity: BOOLEAN,
  appliedAt: TEXT_OR_NULL,
  appliedBy: TEXT_OR_NULL,
  undoneAt: TEXT_OR_NULL,
  undoneBy: TEXT_OR_NULL,
  leftAlone: JSON_TEXT,
  /** The tables of the file, and which is meant. */
  sheets: JSON_TEXT,
  sheet: INTEGER,
}

export const importRows = { importId: TEXT_KEY, page: INTEGER_KEY, cells: JSON_TEXT }

export const importChanges = {
  importId: TEXT_KEY,
  personId: TEXT_KEY,
  beforeRecord: JSON_TEXT_OR_NULL,
  afterRecord: JSON_TEXT,
}
