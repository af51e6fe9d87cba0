import { statements } from './dialect.ts'

export default statements('0006-registration', () => [
  `CREATE TABLE registration_links (
    -- A token is stored as its hash alone: whoever reads the database cannot register a platform.
    token_hash TEXT PRIMARY KEY,
    host TEXT,
    auto_approve BOOLEAN NOT NULL,
    expires_at BIGINT NOT NULL,
    claim TEXT,
    claimed_until BIGINT,
    used_at TEXT,
    platform_id TEXT REFERENCES platforms (id),
    -- A used link names the platform that it brought.
    CHECK ((used_at IS NULL) = (platform_id IS NULL))
  )`,
  `CREATE TABLE platform_changes (
    -- One change waits for a platform; a later one takes its place.
    platform_id TEXT PRIMARY KEY REFERENCES platforms (id),
    addresses TEXT NOT NULL
  )`,
])
