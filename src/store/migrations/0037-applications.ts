import { statements } from './dialect.ts'

export default statements('0037-applications', () => [
  `CREATE TABLE oauth_clients (
    id TEXT PRIMARY KEY,
    secret_hash TEXT,
    auth_method TEXT NOT NULL CHECK (auth_method IN ('client_secret_basic', 'client_secret_post', 'none')),
    name TEXT NOT NULL,
    host TEXT NOT NULL,
    redirect_uris TEXT NOT NULL,
    scope TEXT NOT NULL,
    refreshes BOOLEAN NOT NULL,
    policy_uri TEXT,
    registered_at BIGINT NOT NULL,
    -- Whoever has no secret proves themselves by PKCE alone; nobody else may.
    CHECK ((auth_method = 'none') = (secret_hash IS NULL))
  )`,
  'CREATE INDEX oauth_clients_by_age ON oauth_clients (registered_at)',
  `CREATE TABLE oauth_requests (
    -- Taken by one DELETE: a request is answered once.
    code_hash TEXT PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES oauth_clients (id) ON DELETE CASCADE,
    redirect_uri TEXT NOT NULL,
    scope TEXT NOT NULL,
    state TEXT,
    code_challenge TEXT NOT NULL,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX oauth_requests_of_client ON oauth_requests (client_id)',
  `CREATE TABLE oauth_codes (
    -- Taken by one DELETE: an authorization code is used once.
    code_hash TEXT PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES oauth_clients (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES people (id),
    redirect_uri TEXT NOT NULL,
    scope TEXT NOT NULL,
    code_challenge TEXT NOT NULL,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX oauth_codes_of_client ON oauth_codes (client_id)',
  'CREATE INDEX oauth_codes_of_person ON oauth_codes (person_id)',
  `CREATE TABLE oauth_grants (
    id TEXT PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES oauth_clients (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    scope TEXT NOT NULL,
    -- A code leads to one grant, and one that comes back ends it.
    code_hash TEXT NOT NULL UNIQUE,
    granted_at TEXT NOT NULL
  )`,
  'CREATE INDEX oauth_grants_of_person ON oauth_grants (person_id)',
  'CREATE INDEX oauth_grants_of_client ON oauth_grants (client_id)',
  `CREATE TABLE oauth_tokens (
    token_hash TEXT PRIMARY KEY,
    grant_id TEXT NOT NULL REFERENCES oauth_grants (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('access', 'refresh')),
    scope TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- Of a refresh token: it was exchanged, and one that comes back after that was stolen.
    spent_at BIGINT,
    CHECK (kind = 'refresh' OR spent_at IS NULL)
  )`,
  'CREATE INDEX oauth_tokens_of_grant ON oauth_tokens (grant_id)',
])
