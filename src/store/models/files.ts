import { INTEGER, TEXT, TEXT_KEY } from './fields.ts'

export const files = {
  id: TEXT_KEY,
  courseId: TEXT,
  personId: TEXT,
  purpose: TEXT,
  standing: TEXT,
  since: TEXT,
  name: TEXT,
  type: TEXT,
  size: INTEGER,
  sha256: TEXT,
}
