import { refuse, statements } from './dialect.ts'

export default statements('0004-audit', (dialect) => [
  // No foreign keys: the record outlives what it speaks of, and erasing a person must not need to touch it.
  `CREATE TABLE audit_lines (
    seq ${dialect === 'sqlite' ? 'INTEGER PRIMARY KEY AUTOINCREMENT' : 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY'},
    at TEXT NOT NULL,
    platform_id TEXT,
    course_id TEXT,
    actor_id TEXT,
    action TEXT NOT NULL,
    subject_id TEXT,
    reason TEXT,
    detail TEXT NOT NULL
  )`,
  'CREATE INDEX audit_of_course ON audit_lines (course_id, at)',
  // What was recorded stays as it was recorded.
  ...refuse(dialect, {
    name: 'audit_no_update',
    event: 'BEFORE UPDATE',
    table: 'audit_lines',
    message: 'the audit is append-only',
  }),
  ...refuse(dialect, {
    name: 'audit_no_delete',
    event: 'BEFORE DELETE',
    table: 'audit_lines',
    message: 'the audit is append-only',
  }),
])
