import { refuse, statements } from './dialect.ts'

/** A live row of another level of the same learner in the same course. */
const live = (level: string, row = 'NEW') =>
  `EXISTS (SELECT 1 FROM credentials WHERE course_id = ${row}.course_id AND person_id = ${row}.person_id
    AND level = '${level}' AND state = 'live')`

export default statements('0003-credentials', (dialect) => [
  `CREATE TABLE achievements (
    id TEXT PRIMARY KEY,
    course_id TEXT NOT NULL REFERENCES courses (id),
    level TEXT NOT NULL CHECK (level IN ('completed', 'demonstrated', 'implemented')),
    criteria_version INTEGER NOT NULL,
    course_title TEXT NOT NULL,
    issuer_id TEXT NOT NULL REFERENCES issuers (id),
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    criteria_narrative TEXT NOT NULL,
    below_id TEXT REFERENCES achievements (id),
    -- A level under one version of a course's criteria is one achievement, however many learners reach it at once.
    UNIQUE (course_id, level, criteria_version)
  )`,
  `CREATE TABLE status_lists (
    id TEXT PRIMARY KEY,
    issuer_id TEXT NOT NULL REFERENCES issuers (id),
    length INTEGER NOT NULL,
    next_index INTEGER NOT NULL CHECK (next_index BETWEEN 0 AND length)
  )`,
  `CREATE TABLE credentials (
    id TEXT PRIMARY KEY,
    achievement_id TEXT NOT NULL REFERENCES achievements (id),
    course_id TEXT NOT NULL REFERENCES courses (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    level TEXT NOT NULL CHECK (level IN ('completed', 'demonstrated', 'implemented')),
    state TEXT NOT NULL CHECK (state IN ('live', 'withdrawn')),
    criteria_version INTEGER NOT NULL,
    narrative TEXT NOT NULL,
    awarded_at TEXT NOT NULL,
    awarded_by TEXT,
    expires_at TEXT,
    withdrawn_at TEXT,
    withdrawn_reason TEXT,
    status_list_id TEXT NOT NULL REFERENCES status_lists (id),
    status_index INTEGER NOT NULL,
    subject_id TEXT NOT NULL,
    recipient_type TEXT NOT NULL,
    recipient_hash TEXT NOT NULL,
    salt TEXT NOT NULL,
    document TEXT NOT NULL,
    published_at TEXT,
    -- A bit of a status list speaks of one credential: withdrawing one never withdraws another.
    UNIQUE (status_list_id, status_index),
    -- Withdrawing needs a reason.
    CHECK (state = 'live' OR (withdrawn_at IS NOT NULL AND withdrawn_reason IS NOT NULL))
  )`,
  // A learner holds at most one live credential of a level in a course, whatever crashes, retries or runs twice.
  `CREATE UNIQUE INDEX credentials_one_live ON credentials (course_id, person_id, level) WHERE state = 'live'`,
  'CREATE INDEX credentials_of_learner ON credentials (course_id, person_id)',
  // The publishing job finds its work without reading the course's credentials.
  `CREATE INDEX credentials_unpublished ON credentials (course_id, awarded_at)
    WHERE state = 'live' AND published_at IS NULL`,
  // A level is never issued without the levels below it (rows are inserted lowest level first) …
  ...refuse(dialect, {
    name: 'credentials_rest_on_lower',
    event: 'BEFORE INSERT',
    table: 'credentials',
    when: `NEW.state = 'live' AND (
      (NEW.level = 'demonstrated' AND NOT ${live('completed')})
      OR (NEW.level = 'implemented' AND NOT (${live('completed')} AND ${live('demonstrated')})))`,
    message: 'a level needs the levels below it',
  }),
  // … and none stays when one below it is withdrawn (rows are withdrawn highest level first).
  ...refuse(dialect, {
    name: 'credentials_carry_higher',
    event: 'BEFORE UPDATE',
    table: 'credentials',
    when: `OLD.state = 'live' AND NEW.state <> 'live' AND (
      (NEW.level = 'completed' AND (${live('demonstrated')} OR ${live('implemented')}))
      OR (NEW.level = 'demonstrated' AND ${live('implemented')}))`,
    message: 'a level above rests on this one',
  }),
  // What a verifier may have seen never changes.
  ...refuse(dialect, {
    name: 'credentials_keep_document',
    event: 'BEFORE UPDATE',
    table: 'credentials',
    when: 'NEW.document <> OLD.document OR NEW.person_id <> OLD.person_id OR NEW.level <> OLD.level',
    message: 'a signed credential does not change',
  }),
  `CREATE TABLE level_columns (
    course_id TEXT NOT NULL REFERENCES courses (id),
    level TEXT NOT NULL,
    line_item_url TEXT NOT NULL,
    -- A level has one column in a course's gradebook.
    PRIMARY KEY (course_id, level)
  )`,
])
