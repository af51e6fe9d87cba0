import { drop, refuse, statements } from './dialect.ts'

const live = (level: string) =>
  `EXISTS (SELECT 1 FROM credentials WHERE course_id = NEW.course_id AND person_id = NEW.person_id
    AND level = '${level}' AND state = 'live')`

const ACHIEVEMENT = [
  ...['id', 'course_id', 'level', 'criteria_version', 'course_title', 'issuer_id', 'name', 'description'],
  ...['criteria_narrative', 'below_id'],
].join(', ')

export default statements('0035-reissued-credentials', (dialect) => [
  // What the public may know of why one was withdrawn; a tutor's own words stay inside.
  'ALTER TABLE credentials ADD COLUMN withdrawn_cause TEXT',
  // Checked when all is written: the new one comes after the old one has made room for it.
  'ALTER TABLE credentials ADD COLUMN replaced_by TEXT REFERENCES credentials (id) DEFERRABLE INITIALLY DEFERRED',
  'ALTER TABLE credentials ADD COLUMN reissued_at TEXT',
  'CREATE UNIQUE INDEX credentials_replaced_by ON credentials (replaced_by) WHERE replaced_by IS NOT NULL',
  // One that was replaced makes room for the one in its place, and for no other.
  'DROP INDEX credentials_one_live',
  `CREATE UNIQUE INDEX credentials_one_live ON credentials (course_id, person_id, level)
    WHERE state = 'live' AND replaced_by IS NULL`,
  ...refuse(dialect, {
    name: 'credentials_replace_alike',
    event: 'BEFORE INSERT',
    table: 'credentials',
    when: `EXISTS (SELECT 1 FROM credentials WHERE replaced_by = NEW.id AND (NEW.state <> 'live'
      OR course_id <> NEW.course_id OR person_id <> NEW.person_id OR level <> NEW.level))`,
    message: 'a credential is replaced by a live one of the same person and level',
  }),
  ...refuse(dialect, {
    name: 'credentials_stay_replaced',
    event: 'BEFORE UPDATE',
    table: 'credentials',
    when: 'OLD.replaced_by IS NOT NULL AND (NEW.replaced_by IS NULL OR NEW.replaced_by <> OLD.replaced_by)',
    message: 'what was replaced stays replaced',
  }),
  // The levels above rest on the one that is put in its place in the same unit of work.
  ...drop(dialect, 'credentials_carry_higher', 'credentials'),
  ...refuse(dialect, {
    name: 'credentials_carry_higher',
    event: 'BEFORE UPDATE',
    table: 'credentials',
    when: `OLD.state = 'live' AND NEW.state <> 'live' AND NEW.replaced_by IS NULL AND (
      (NEW.level = 'completed' AND (${live('demonstrated')} OR ${live('implemented')}))
      OR (NEW.level = 'demonstrated' AND ${live('implemented')}))`,
    message: 'a level above rests on this one',
  }),
  // A course that is called otherwise, under the same criteria: another edition of its achievements.
  ...(dialect === 'postgres'
    ? [
        'ALTER TABLE achievements ADD COLUMN edition INTEGER NOT NULL DEFAULT 1',
        'ALTER TABLE achievements DROP CONSTRAINT achievements_course_id_level_criteria_version_key',
        'ALTER TABLE achievements ADD UNIQUE (course_id, level, criteria_version, edition)',
      ]
    : [
        'PRAGMA defer_foreign_keys = ON',
        'CREATE TABLE achievements_before AS SELECT * FROM achievements',
        'DROP TABLE achievements',
        `CREATE TABLE achievements (
          id TEXT PRIMARY KEY,
          course_id TEXT NOT NULL REFERENCES courses (id),
          level TEXT NOT NULL CHECK (level IN ('completed', 'demonstrated', 'implemented')),
          criteria_version INTEGER NOT NULL,
          course_title TEXT NOT NULL,
          issuer_id TEXT NOT NULL REFERENCES issuers (id),
          name TEXT NOT NULL,
          description TEXT NOT NULL,
          criteria_narrative TEXT NOT NULL,
          below_id TEXT REFERENCES achievements (id),
          edition INTEGER NOT NULL DEFAULT 1,
          -- A level under one version of a course's criteria, in the same words, is one achievement, however many learners reach it.
          UNIQUE (course_id, level, criteria_version, edition)
        )`,
        `INSERT INTO achievements (${ACHIEVEMENT}) SELECT ${ACHIEVEMENT} FROM achievements_before`,
        'DROP TABLE achievements_before',
      ]),
])
