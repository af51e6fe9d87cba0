import { statements } from './dialect.ts'

export default statements('0032-publications', () => [
  `CREATE TABLE publications (
    -- A credential is shown in one way.
    credential_id TEXT PRIMARY KEY REFERENCES credentials (id),
    state TEXT NOT NULL CHECK (state IN ('unlisted', 'published')),
    published_at TEXT,
    show_name BOOLEAN NOT NULL,
    show_evidence BOOLEAN NOT NULL,
    -- Nobody is named on a page that was not published.
    CHECK (state = 'published' OR NOT show_name),
    CHECK (state = 'unlisted' OR published_at IS NOT NULL)
  )`,
])
