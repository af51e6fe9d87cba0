import { statements } from './dialect.ts'

export default statements('0023-decisions', () => [
  // When a credential's score was first on its way to the gradebook, and when it no longer stood there.
  'ALTER TABLE credentials ADD COLUMN offered_at TEXT',
  'ALTER TABLE credentials ADD COLUMN retracted_at TEXT',
  `ALTER TABLE credentials ADD COLUMN undone TEXT CHECK (undone IS NULL OR (undone IN ('open', 'barred') AND offered_at IS NULL))`,
  'UPDATE credentials SET offered_at = published_at WHERE published_at IS NOT NULL',
  // The publishing job finds the scores to take back without reading the course's credentials.
  `CREATE INDEX credentials_unretracted ON credentials (course_id, awarded_at)
    WHERE state = 'withdrawn' AND offered_at IS NOT NULL AND retracted_at IS NULL`,
  // What the criteria propose, and what a person decided against them.
  `ALTER TABLE progress ADD COLUMN proposed TEXT NOT NULL DEFAULT '[]'`,
  'ALTER TABLE progress ADD COLUMN has_proposal BOOLEAN NOT NULL DEFAULT FALSE',
  `CREATE TABLE rulings (
    course_id TEXT NOT NULL REFERENCES courses (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    level TEXT NOT NULL CHECK (level IN ('completed', 'demonstrated', 'implemented')),
    ruling TEXT NOT NULL CHECK (ruling IN ('declined', 'kept')),
    criteria_version INTEGER NOT NULL,
    reason TEXT NOT NULL,
    decided_by TEXT,
    decided_at TEXT NOT NULL,
    -- Decided once while the criteria are the same; others may raise the question anew.
    PRIMARY KEY (course_id, person_id, level, ruling, criteria_version)
  )`,
  // The table of everybody's progress finds those who wait for a person.
  'CREATE INDEX progress_flagged ON progress (course_id, person_id) WHERE has_flag',
  'CREATE INDEX progress_unknown ON progress (course_id, person_id) WHERE has_unknown',
  'CREATE INDEX progress_proposed ON progress (course_id, person_id) WHERE has_proposal',
])
