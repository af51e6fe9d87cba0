import { refuse, statements } from './dialect.ts'

export default statements('0026-erasing', (dialect) => [
  // Of a credential whose person was erased: that there was one, and its place on a status list, where it is withdrawn for good.
  `CREATE TABLE erased_credentials (
    id TEXT PRIMARY KEY,
    status_list_id TEXT NOT NULL REFERENCES status_lists (id),
    status_index INTEGER NOT NULL,
    erased_at TEXT NOT NULL,
    UNIQUE (status_list_id, status_index)
  )`,
  // Neither its address nor its place is ever given to another.
  ...refuse(dialect, {
    name: 'credentials_not_of_the_erased',
    event: 'BEFORE INSERT',
    table: 'credentials',
    when: `EXISTS (SELECT 1 FROM erased_credentials e WHERE e.id = NEW.id)
      OR EXISTS (SELECT 1 FROM erased_credentials e
        WHERE e.status_list_id = NEW.status_list_id AND e.status_index = NEW.status_index)`,
    message: 'what was erased does not come back',
  }),
  // Addresses that were made to such a credential, by their hashes.
  'CREATE TABLE erased_links (token_hash TEXT PRIMARY KEY)',
  // How often somebody was erased from a course: what was read of it before that is not written any more.
  `CREATE TABLE erasures (
    course_id TEXT PRIMARY KEY REFERENCES courses (id),
    number INTEGER NOT NULL
  )`,
  // Scores of people who were erased that still stand in a gradebook: all that it takes to take them out of it, until then.
  `CREATE TABLE score_removals (
    id TEXT PRIMARY KEY,
    course_id TEXT NOT NULL REFERENCES courses (id),
    level TEXT CHECK (level IN ('completed', 'demonstrated', 'implemented')),
    activity_id TEXT,
    sub TEXT NOT NULL,
    posted_at TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    refused_at TEXT,
    -- In the column of a level, or in that of an activity.
    CHECK ((level IS NULL) <> (activity_id IS NULL))
  )`,
  'CREATE INDEX score_removals_of_course ON score_removals (course_id, asked_at)',
])
