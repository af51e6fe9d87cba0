import { statements } from './dialect.ts'

export default statements('0017-imports', () => [
  `CREATE TABLE imports (
    id TEXT PRIMARY KEY,
    course_id TEXT NOT NULL REFERENCES courses (id),
    -- A register is applied once and undone once: each is an update that only the first who asks matches.
    state TEXT NOT NULL CHECK (state IN ('preview', 'applied', 'undone')),
    file_name TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    headings TEXT NOT NULL,
    first_row INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    settings TEXT NOT NULL,
    choices TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL REFERENCES people (id),
    expires_at TEXT NOT NULL,
    activity_id TEXT,
    made_activity BOOLEAN NOT NULL,
    applied_at TEXT,
    applied_by TEXT,
    undone_at TEXT,
    undone_by TEXT,
    left_alone TEXT NOT NULL,
    -- What a register changed is in the course that it was uploaded to.
    FOREIGN KEY (course_id, activity_id) REFERENCES activities (course_id, id),
    CHECK (state = 'preview' OR (activity_id IS NOT NULL AND applied_at IS NOT NULL))
  )`,
  'CREATE INDEX imports_of_course ON imports (course_id, created_at)',
  'CREATE INDEX imports_expiry ON imports (expires_at)',
  `CREATE TABLE import_rows (
    import_id TEXT NOT NULL REFERENCES imports (id),
    page INTEGER NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (import_id, page)
  )`,
  `CREATE TABLE import_changes (
    import_id TEXT NOT NULL REFERENCES imports (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    before_record TEXT,
    after_record TEXT NOT NULL,
    -- An import says one thing of a person, however often the file names them.
    PRIMARY KEY (import_id, person_id)
  )`,
])
