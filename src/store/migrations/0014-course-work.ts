import { statements } from './dialect.ts'

export default statements('0014-course-work', () => [
  // Every hand-in is kept, with its number; before, a second one took the place of the first.
  'ALTER TABLE submissions RENAME TO submissions_before',
  `CREATE TABLE submissions (
    id TEXT PRIMARY KEY,
    activity_id TEXT NOT NULL REFERENCES activities (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    url TEXT,
    files TEXT NOT NULL,
    submitted_at TEXT NOT NULL,
    -- Of two hand-ins at once each gets a number of its own.
    UNIQUE (activity_id, person_id, number)
  )`,
  `INSERT INTO submissions (id, activity_id, person_id, number, text, url, files, submitted_at)
   SELECT id, activity_id, person_id, 1, text, url, '[]', submitted_at FROM submissions_before`,
  'DROP TABLE submissions_before',
  `CREATE TABLE work_drafts (
    activity_id TEXT NOT NULL REFERENCES activities (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    text TEXT NOT NULL,
    url TEXT NOT NULL,
    files TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (activity_id, person_id)
  )`,
  `CREATE TABLE markings (
    activity_id TEXT PRIMARY KEY,
    course_id TEXT NOT NULL,
    maximum DOUBLE PRECISION CHECK (maximum > 0),
    set_at TEXT NOT NULL,
    set_by TEXT,
    FOREIGN KEY (course_id, activity_id) REFERENCES activities (course_id, id)
  )`,
  `CREATE TABLE marks (
    submission_id TEXT NOT NULL REFERENCES submissions (id),
    number INTEGER NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    maximum DOUBLE PRECISION NOT NULL,
    feedback TEXT,
    marked_at TEXT NOT NULL,
    marked_by TEXT NOT NULL,
    -- Of two tutors who mark on the same footing one decision stands, and the other is told.
    PRIMARY KEY (submission_id, number),
    CHECK (score >= 0 AND score <= maximum)
  )`,
])
