import { statements } from './dialect.ts'

export default statements('0019-platform-defaults', () => [
  `CREATE TABLE platform_defaults (
    -- New courses of a platform start with one set of criteria.
    platform_id TEXT PRIMARY KEY REFERENCES platforms (id),
    criteria TEXT NOT NULL,
    settings TEXT NOT NULL,
    saved_by TEXT,
    saved_at TEXT NOT NULL
  )`,
])
