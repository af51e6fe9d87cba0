import { statements } from './dialect.ts'

export default statements('0010-standing-and-settings', () => [
  // How somebody took part who was late or rightly away, how it came to be known, and who said so.
  `ALTER TABLE participation ADD COLUMN standing TEXT CHECK (standing IN ('late', 'excused'))`,
  `ALTER TABLE participation ADD COLUMN origin TEXT`,
  `ALTER TABLE participation ADD COLUMN recorded_by TEXT`,
  `CREATE TABLE course_settings (
    course_id TEXT PRIMARY KEY REFERENCES courses (id),
    settings TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    saved_by TEXT
  )`,
])
