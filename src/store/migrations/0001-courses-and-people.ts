import { statements } from './dialect.ts'

export default statements('0001-courses-and-people', () => [
  `CREATE TABLE platforms (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'suspended')),
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL,
    auth_url TEXT NOT NULL,
    token_url TEXT NOT NULL,
    jwks_url TEXT NOT NULL,
    token_audience TEXT,
    family TEXT,
    deployment_ids TEXT NOT NULL,
    -- A tool has one registration under one client id with a platform.
    UNIQUE (issuer, client_id)
  )`,
  `CREATE TABLE issuers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    email TEXT,
    description TEXT
  )`,
  `CREATE TABLE courses (
    id TEXT PRIMARY KEY,
    platform_id TEXT NOT NULL REFERENCES platforms (id),
    deployment_id TEXT NOT NULL,
    context_id TEXT NOT NULL,
    label TEXT,
    title TEXT NOT NULL,
    ends_at TEXT,
    memberships_url TEXT,
    line_items_url TEXT,
    scopes TEXT NOT NULL,
    issuer_id TEXT NOT NULL REFERENCES issuers (id),
    -- A context of a deployment is one course, however many people launch it for the first time at once.
    UNIQUE (platform_id, deployment_id, context_id)
  )`,
  `CREATE TABLE people (
    id TEXT PRIMARY KEY,
    platform_id TEXT NOT NULL REFERENCES platforms (id),
    sub TEXT NOT NULL,
    name TEXT,
    email TEXT,
    sourced_id TEXT,
    folded_name TEXT,
    -- A platform's user is one person; the same sub on another platform is somebody else.
    UNIQUE (platform_id, sub)
  )`,
  `CREATE TABLE enrolments (
    course_id TEXT NOT NULL REFERENCES courses (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL CHECK (role IN ('learner', 'tutor', 'administrator')),
    active BOOLEAN NOT NULL,
    -- A person is in a course once, with one role.
    PRIMARY KEY (course_id, person_id)
  )`,
  // What keeps a launch's session.
  `CREATE TABLE login_states (state TEXT PRIMARY KEY, expires_at BIGINT NOT NULL, login TEXT NOT NULL)`,
  `CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    secret_hash TEXT NOT NULL,
    csrf TEXT NOT NULL,
    course_id TEXT NOT NULL REFERENCES courses (id),
    person_id TEXT REFERENCES people (id),
    role TEXT NOT NULL,
    launch TEXT NOT NULL,
    locale TEXT,
    expires_at TEXT NOT NULL
  )`,
  'CREATE INDEX sessions_expiry ON sessions (expires_at)',
  `CREATE TABLE tickets (id_hash TEXT PRIMARY KEY, payload TEXT NOT NULL, expires_at BIGINT NOT NULL)`,
  `CREATE TABLE keys (
    id TEXT PRIMARY KEY,
    use TEXT NOT NULL CHECK (use IN ('lti', 'badge')),
    issuer_id TEXT REFERENCES issuers (id),
    public_key TEXT NOT NULL,
    encrypted_secret TEXT NOT NULL,
    created_at TEXT NOT NULL,
    retired_at TEXT
  )`,
])
