import { statements } from './dialect.ts'

export default statements('0011-attendance', () => [
  // When a check-in is open, and what proves that somebody is in the room. No row: always open, without a code.
  `CREATE TABLE check_in_sessions (
    course_id TEXT NOT NULL,
    activity_id TEXT NOT NULL,
    opens_at TEXT,
    closes_at TEXT,
    code TEXT,
    address TEXT,
    CHECK (opens_at < closes_at),
    PRIMARY KEY (course_id, activity_id),
    -- A session belongs to the course of its activity.
    FOREIGN KEY (course_id, activity_id) REFERENCES activities (course_id, id)
  )`,
  // A code cannot be guessed: a person's tries are counted before they are looked at.
  `CREATE TABLE code_tries (
    activity_id TEXT NOT NULL REFERENCES activities (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    tries INTEGER NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (activity_id, person_id)
  )`,
  // An equivalent course is a confirmation without a statement, which no criterion can ask for: the note says what, this says when.
  `ALTER TABLE confirmations ADD COLUMN taken_on TEXT CHECK ((taken_on IS NOT NULL) = (statement = ''))`,
])
