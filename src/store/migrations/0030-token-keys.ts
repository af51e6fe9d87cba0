import { statements } from './dialect.ts'

const COLUMNS = [
  ...['id', 'use', 'issuer_id', 'public_key', 'encrypted_secret', 'created_at'],
  ...['retired_at', 'activates_at', 'withdrawn_at', 'compromised_at'],
].join(', ')

export default statements('0030-token-keys', (dialect) => [
  // Issuers have RSA keys as well, for credentials that are tokens.
  ...(dialect === 'postgres'
    ? [
        'ALTER TABLE keys DROP CONSTRAINT keys_use_check',
        `ALTER TABLE keys ADD CONSTRAINT keys_use_check CHECK (use IN ('lti', 'badge', 'token'))`,
      ]
    : [
        'CREATE TABLE keys_before AS SELECT * FROM keys',
        'DROP TABLE keys',
        `CREATE TABLE keys (
          id TEXT PRIMARY KEY,
          use TEXT NOT NULL CHECK (use IN ('lti', 'badge', 'token')),
          issuer_id TEXT REFERENCES issuers (id),
          public_key TEXT NOT NULL,
          encrypted_secret TEXT NOT NULL,
          created_at TEXT NOT NULL,
          retired_at TEXT,
          activates_at TEXT NOT NULL DEFAULT '',
          withdrawn_at TEXT,
          compromised_at TEXT
        )`,
        `INSERT INTO keys (${COLUMNS}) SELECT ${COLUMNS} FROM keys_before`,
        'DROP TABLE keys_before',
        `CREATE UNIQUE INDEX keys_one_last_lti ON keys (use) WHERE use = 'lti' AND retired_at IS NULL`,
        `CREATE UNIQUE INDEX keys_one_last_badge ON keys (issuer_id) WHERE use = 'badge' AND retired_at IS NULL`,
      ]),
  `CREATE UNIQUE INDEX keys_one_last_token ON keys (issuer_id) WHERE use = 'token' AND retired_at IS NULL`,
])
