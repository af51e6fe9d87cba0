import { drop, refuse, statements } from './dialect.ts'

/** A live row of another level of the same learner in the same course, that no other was earned anew for. */
const live = (level: string) =>
  `EXISTS (SELECT 1 FROM credentials WHERE course_id = NEW.course_id AND person_id = NEW.person_id
    AND level = '${level}' AND state = 'live' AND renewed_by IS NULL)`

export default statements('0031-renewed-credentials', (dialect) => [
  // One that ended stays what it was, and names the one that was earned anew. Checked when all is written.
  'ALTER TABLE credentials ADD COLUMN renewed_by TEXT REFERENCES credentials (id) DEFERRABLE INITIALLY DEFERRED',
  'CREATE UNIQUE INDEX credentials_renewed_by ON credentials (renewed_by) WHERE renewed_by IS NOT NULL',
  // It makes room for that one, and for no other.
  'DROP INDEX credentials_one_live',
  `CREATE UNIQUE INDEX credentials_one_live ON credentials (course_id, person_id, level)
    WHERE state = 'live' AND replaced_by IS NULL AND renewed_by IS NULL`,
  ...refuse(dialect, {
    name: 'credentials_renew_alike',
    event: 'BEFORE INSERT',
    table: 'credentials',
    when: `EXISTS (SELECT 1 FROM credentials WHERE renewed_by = NEW.id AND (NEW.state <> 'live'
      OR course_id <> NEW.course_id OR person_id <> NEW.person_id OR level <> NEW.level))`,
    message: 'a credential is renewed by a live one of the same person and level',
  }),
  ...refuse(dialect, {
    name: 'credentials_stay_renewed',
    event: 'BEFORE UPDATE',
    table: 'credentials',
    when: `(OLD.renewed_by IS NOT NULL AND (NEW.renewed_by IS NULL OR NEW.renewed_by <> OLD.renewed_by))
      OR (NEW.renewed_by IS NOT NULL AND NEW.expires_at IS NULL)`,
    message: 'what ended and was renewed stays so, and what has no end is not renewed',
  }),
  // What ended and was renewed bears nothing, and stands in the way of nothing.
  ...drop(dialect, 'credentials_rest_on_lower', 'credentials'),
  ...refuse(dialect, {
    name: 'credentials_rest_on_lower',
    event: 'BEFORE INSERT',
    table: 'credentials',
    when: `NEW.state = 'live' AND (
      (NEW.level = 'demonstrated' AND NOT ${live('completed')})
      OR (NEW.level = 'implemented' AND NOT (${live('completed')} AND ${live('demonstrated')})))`,
    message: 'a level needs the levels below it',
  }),
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
])
