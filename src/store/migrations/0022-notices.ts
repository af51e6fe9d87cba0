import { statements } from './dialect.ts'

export default statements('0022-notices', () => [
  `CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    course_id TEXT NOT NULL REFERENCES courses (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    about_id TEXT REFERENCES people (id),
    detail TEXT,
    created_at TEXT NOT NULL,
    read_at TEXT,
    mail TEXT NOT NULL CHECK (mail IN ('none', 'waiting', 'sent', 'refused')),
    -- A person is told a thing once, whatever crashes, retries or runs twice.
    UNIQUE (person_id, kind, subject_id)
  )`,
  'CREATE INDEX notices_of_person ON notices (course_id, person_id, created_at)',
  'CREATE INDEX notices_of_subject ON notices (course_id, subject_id)',
  `CREATE INDEX notices_to_mail ON notices (course_id, created_at) WHERE mail = 'waiting'`,
  `CREATE TABLE contact_choices (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    mail BOOLEAN NOT NULL,
    language TEXT
  )`,
])
