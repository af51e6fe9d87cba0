import { statements } from './dialect.ts'

export default statements('0034-collections', () => [
  // A person's credentials in all their courses; and what says whose a credential in a collection is.
  'CREATE UNIQUE INDEX credentials_of_person ON credentials (person_id, id)',
  `CREATE TABLE collections (
    -- A person has one.
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    title TEXT NOT NULL,
    introduction TEXT,
    listed BOOLEAN NOT NULL,
    saved_at TEXT NOT NULL
  )`,
  `CREATE TABLE collection_items (
    person_id TEXT NOT NULL REFERENCES collections (person_id),
    credential_id TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position > 0),
    -- A credential is in it once, and each has a place of its own.
    PRIMARY KEY (person_id, credential_id),
    UNIQUE (person_id, position),
    -- Nobody adorns themselves with another's.
    FOREIGN KEY (person_id, credential_id) REFERENCES credentials (person_id, id)
  )`,
  `CREATE TABLE collection_addresses (
    -- Never given twice, so that an address that was taken back leads nowhere else.
    address TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    made_at TEXT NOT NULL,
    ended_at TEXT
  )`,
  'CREATE INDEX collection_addresses_of_person ON collection_addresses (person_id)',
  // It is seen in one place, or in none.
  'CREATE UNIQUE INDEX collections_one_address ON collection_addresses (person_id) WHERE ended_at IS NULL',
])
