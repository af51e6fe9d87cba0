import { refuse, statements } from './dialect.ts'

const MESSAGE = 'the audit is append-only'

export default statements('0024-audit-stays', (dialect) => [
  // The page that administrators read, by person and by what was done.
  'CREATE INDEX audit_of_actor ON audit_lines (course_id, actor_id, at)',
  'CREATE INDEX audit_of_subject ON audit_lines (course_id, subject_id, at)',
  'CREATE INDEX audit_of_action ON audit_lines (course_id, action, at)',
  // Who was erased: the audit then tells of somebody erased, whoever they were.
  'ALTER TABLE people ADD COLUMN erased_at TEXT',
  ...(dialect === 'sqlite'
    ? [
        // `REPLACE` deletes what stands in its way without asking a trigger about the deletion.
        ...refuse(dialect, {
          name: 'audit_no_replace',
          event: 'BEFORE INSERT',
          table: 'audit_lines',
          when: 'EXISTS (SELECT 1 FROM audit_lines WHERE seq = NEW.seq)',
          message: MESSAGE,
        }),
        // Before an insert a number that the database is to give reads as -1, so nobody may choose that one.
        ...refuse(dialect, {
          name: 'audit_counts_up',
          event: 'AFTER INSERT',
          table: 'audit_lines',
          when: 'NEW.seq < 1',
          message: MESSAGE,
        }),
      ]
    : [
        `CREATE FUNCTION audit_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN RAISE EXCEPTION '${MESSAGE}'; END $$`,
        `CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_lines
         FOR EACH STATEMENT EXECUTE FUNCTION audit_no_truncate()`,
        // Also where somebody sets `session_replication_role`, which puts plain triggers to sleep.
        ...['audit_no_update', 'audit_no_delete', 'audit_no_truncate'].map(
          (name) => `ALTER TABLE audit_lines ENABLE ALWAYS TRIGGER ${name}`,
        ),
      ]),
])
