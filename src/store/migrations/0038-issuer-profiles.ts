import { refuse, statements } from './dialect.ts'

export default statements('0038-issuer-profiles', (dialect) => [
  `CREATE TABLE pictures (
    -- Whose it is: a platform's id, or nothing for the operator's.
    owner TEXT NOT NULL,
    -- SHA-256 of the bytes, as hexadecimal: the same picture has one address for ever.
    hash TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('image/png', 'image/svg+xml')),
    -- Base64.
    bytes TEXT NOT NULL,
    made_at TEXT NOT NULL,
    -- Shown somewhere, or named by something that was issued; one that is not leaves after a day.
    kept BOOLEAN NOT NULL,
    PRIMARY KEY (owner, hash)
  )`,
  'CREATE INDEX pictures_by_hash ON pictures (hash)',
  // What an issued document names is there to the byte, whatever is chosen later.
  ...refuse(dialect, {
    name: 'pictures_stay_as_they_are',
    event: 'BEFORE UPDATE',
    table: 'pictures',
    when: 'NEW.bytes <> OLD.bytes OR NEW.hash <> OLD.hash OR (OLD.kept AND NOT NEW.kept)',
    message: 'a picture does not change',
  }),
  ...refuse(dialect, {
    name: 'pictures_that_are_kept_stay',
    event: 'BEFORE DELETE',
    table: 'pictures',
    when: 'OLD.kept',
    message: 'a picture that was shown stays',
  }),
  'ALTER TABLE issuers ADD COLUMN logo TEXT',
  // NULL: it follows the settings. What somebody saved is theirs.
  'ALTER TABLE issuers ADD COLUMN saved_at TEXT',
  `CREATE TABLE platform_issuers (
    -- New courses of a platform have one issuer.
    platform_id TEXT PRIMARY KEY REFERENCES platforms (id),
    issuer_id TEXT NOT NULL REFERENCES issuers (id)
  )`,
])
