import { statements } from './dialect.ts'

export default statements('0002-participation-and-progress', () => [
  `CREATE TABLE activities (
    id TEXT PRIMARY KEY,
    course_id TEXT NOT NULL REFERENCES courses (id),
    title TEXT NOT NULL,
    kind TEXT,
    source TEXT NOT NULL,
    fault TEXT,
    line_item_url TEXT,
    state TEXT NOT NULL CHECK (state IN ('offered', 'active', 'removed')),
    position INTEGER NOT NULL,
    UNIQUE (course_id, id)
  )`,
  `CREATE TABLE participation (
    activity_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    course_id TEXT NOT NULL,
    completed BOOLEAN NOT NULL,
    score DOUBLE PRECISION,
    maximum DOUBLE PRECISION,
    observed_at TEXT NOT NULL,
    -- What a learner did in an activity is known once.
    PRIMARY KEY (activity_id, person_id),
    -- Participation cannot be put down to another course's activity.
    FOREIGN KEY (course_id, activity_id) REFERENCES activities (course_id, id)
  )`,
  'CREATE INDEX participation_of_learner ON participation (course_id, person_id)',
  `CREATE TABLE confirmations (
    course_id TEXT NOT NULL REFERENCES courses (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    statement TEXT NOT NULL,
    confirmed_at TEXT NOT NULL,
    confirmed_by TEXT,
    note TEXT,
    PRIMARY KEY (course_id, person_id, statement)
  )`,
  `CREATE TABLE submissions (
    id TEXT NOT NULL UNIQUE,
    activity_id TEXT NOT NULL REFERENCES activities (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    text TEXT NOT NULL,
    url TEXT,
    submitted_at TEXT NOT NULL,
    PRIMARY KEY (activity_id, person_id)
  )`,
  `CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    course_id TEXT NOT NULL REFERENCES courses (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    state TEXT NOT NULL CHECK (state IN ('submitted', 'accepted', 'returned', 'declined')),
    own_practice TEXT NOT NULL,
    institution TEXT,
    submitted_at TEXT NOT NULL,
    decided_at TEXT,
    decided_by TEXT,
    feedback TEXT
  )`,
  'CREATE INDEX evidence_of_learner ON evidence (course_id, person_id)',
  // Of a learner's evidence in a course at most one waits for a decision.
  `CREATE UNIQUE INDEX evidence_one_waiting ON evidence (course_id, person_id) WHERE state = 'submitted'`,
  `CREATE TABLE snapshots (
    course_id TEXT NOT NULL REFERENCES courses (id),
    source TEXT NOT NULL,
    digest TEXT NOT NULL,
    entries TEXT NOT NULL,
    PRIMARY KEY (course_id, source)
  )`,
  `CREATE TABLE criteria_versions (
    course_id TEXT NOT NULL REFERENCES courses (id),
    version INTEGER NOT NULL,
    criteria TEXT NOT NULL,
    saved_by TEXT,
    saved_at TEXT NOT NULL,
    note TEXT,
    -- A version is saved once: of two people who edit at the same time one is told.
    PRIMARY KEY (course_id, version)
  )`,
  `CREATE TABLE progress (
    course_id TEXT NOT NULL REFERENCES courses (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    progress TEXT NOT NULL,
    criteria_version INTEGER NOT NULL,
    flagged TEXT NOT NULL,
    computed_at TEXT NOT NULL,
    has_flag BOOLEAN NOT NULL,
    has_unknown BOOLEAN NOT NULL,
    PRIMARY KEY (course_id, person_id)
  )`,
  `CREATE TABLE refresh_runs (
    course_id TEXT PRIMARY KEY REFERENCES courses (id),
    state TEXT NOT NULL,
    requested_at TEXT NOT NULL,
    started_at TEXT,
    succeeded_at TEXT,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    error TEXT,
    error_detail TEXT
  )`,
])
