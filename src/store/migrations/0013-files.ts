import { statements } from './dialect.ts'

export default statements('0013-files', () => [
  // The row comes before the bytes go where they stay and leaves after them: no bytes are ever without one.
  `CREATE TABLE files (
    id TEXT PRIMARY KEY,
    course_id TEXT NOT NULL REFERENCES courses (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('coursework', 'evidence')),
    standing TEXT NOT NULL CHECK (standing IN ('loose', 'draft', 'handed-in', 'going')),
    since TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL
  )`,
  'CREATE INDEX files_of_person ON files (course_id, person_id)',
  `CREATE INDEX files_to_sweep ON files (since) WHERE standing IN ('loose', 'going')`,
])
