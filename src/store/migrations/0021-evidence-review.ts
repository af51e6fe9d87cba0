import { statements } from './dialect.ts'

export default statements('0021-evidence-review', () => [
  `ALTER TABLE evidence ADD COLUMN links TEXT NOT NULL DEFAULT '[]'`,
  // What a stranger may see of it: nothing, until the learner says so.
  `ALTER TABLE evidence ADD COLUMN shared TEXT NOT NULL DEFAULT '[]'`,
  `ALTER TABLE evidence ADD COLUMN stage TEXT NOT NULL DEFAULT 'first'
    CHECK (stage IN ('first', 'second', 'disagreement'))`,
  'ALTER TABLE evidence ADD COLUMN credential_id TEXT REFERENCES credentials (id)',
  `CREATE TABLE evidence_reviews (
    evidence_id TEXT NOT NULL REFERENCES evidence (id),
    stage TEXT NOT NULL CHECK (stage IN ('first', 'second', 'disagreement')),
    reviewer_id TEXT NOT NULL REFERENCES people (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'returned', 'declined')),
    feedback TEXT,
    judgements TEXT NOT NULL,
    at TEXT NOT NULL,
    -- Of two who decide at the same moment one does …
    PRIMARY KEY (evidence_id, stage),
    -- … and nobody is their own second reviewer.
    UNIQUE (evidence_id, reviewer_id),
    -- Who does not accept it says why.
    CHECK (verdict = 'accepted' OR feedback IS NOT NULL)
  )`,
  `CREATE TABLE evidence_drafts (
    course_id TEXT NOT NULL REFERENCES courses (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    own_practice TEXT NOT NULL,
    institution TEXT NOT NULL,
    links TEXT NOT NULL,
    shared TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (course_id, person_id)
  )`,
  `CREATE TABLE evidence_extensions (
    id TEXT PRIMARY KEY,
    course_id TEXT NOT NULL REFERENCES courses (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    reason TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'granted', 'refused')),
    until TEXT,
    decided_at TEXT,
    decided_by TEXT,
    answer TEXT,
    -- More time is a day, and a refusal has words.
    CHECK ((state = 'granted') = (until IS NOT NULL)),
    CHECK (state <> 'refused' OR answer IS NOT NULL)
  )`,
  'CREATE INDEX extensions_of_learner ON evidence_extensions (course_id, person_id)',
  // Of a learner's wishes for more time in a course at most one waits.
  `CREATE UNIQUE INDEX extensions_one_waiting ON evidence_extensions (course_id, person_id) WHERE state = 'asked'`,
])
