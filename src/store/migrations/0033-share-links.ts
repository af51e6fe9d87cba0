import { statements } from './dialect.ts'

export default statements('0033-share-links', () => [
  `CREATE TABLE share_links (
    id TEXT PRIMARY KEY,
    -- What is in the address, for its learner to copy again. Gone once the link was taken back; the hash stays, so that the address is known.
    token TEXT UNIQUE,
    token_hash TEXT NOT NULL UNIQUE,
    credential_id TEXT NOT NULL REFERENCES credentials (id),
    name TEXT,
    show_name BOOLEAN NOT NULL,
    show_evidence BOOLEAN NOT NULL,
    made_at TEXT NOT NULL,
    ends_at TEXT,
    opened_at TEXT,
    ended_at TEXT,
    CHECK ((ended_at IS NULL) = (token IS NOT NULL)),
    CHECK ((ended_at IS NULL) = (name IS NOT NULL)),
    CHECK (ended_at IS NULL OR NOT show_name)
  )`,
  'CREATE INDEX share_links_of_credential ON share_links (credential_id)',
])
