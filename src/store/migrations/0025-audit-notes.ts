import { drop, refuse, statements } from './dialect.ts'

const STAYS = 'the audit is append-only'

export default statements('0025-audit-notes', (dialect) => [
  // What people wrote lies beside the lines: of somebody who is erased the words go, and the lines stay.
  `CREATE TABLE audit_notes (
    id TEXT PRIMARY KEY,
    reason TEXT NOT NULL
  )`,
  `INSERT INTO audit_notes (id, reason) SELECT 'line-' || seq, reason FROM audit_lines WHERE reason IS NOT NULL`,
  'ALTER TABLE audit_lines ADD COLUMN note_id TEXT',
  ...drop(dialect, 'audit_no_update', 'audit_lines'),
  `UPDATE audit_lines SET note_id = 'line-' || seq WHERE reason IS NOT NULL`,
  ...refuse(dialect, {
    name: 'audit_no_update',
    event: 'BEFORE UPDATE',
    table: 'audit_lines',
    message: STAYS,
  }),
  'ALTER TABLE audit_lines DROP COLUMN reason',
  // A note is one line's.
  'CREATE UNIQUE INDEX audit_of_note ON audit_lines (note_id) WHERE note_id IS NOT NULL',
  ...refuse(dialect, {
    name: 'audit_notes_no_update',
    event: 'BEFORE UPDATE',
    table: 'audit_notes',
    message: 'a note of the audit does not change',
  }),
  // It is written before its line: once the line is there, no other words can take their place, nor come back.
  ...refuse(dialect, {
    name: 'audit_notes_no_replace',
    event: 'BEFORE INSERT',
    table: 'audit_notes',
    when: 'EXISTS (SELECT 1 FROM audit_lines WHERE note_id = NEW.id)',
    message: 'a note of the audit does not change',
  }),
  ...(dialect === 'postgres'
    ? [
        'ALTER TABLE audit_lines ENABLE ALWAYS TRIGGER audit_no_update',
        ...['audit_notes_no_update', 'audit_notes_no_replace'].map(
          (name) => `ALTER TABLE audit_notes ENABLE ALWAYS TRIGGER ${name}`,
        ),
      ]
    : []),
])
