import { statements } from './dialect.ts'

export default statements('0007-key-times', () => [
  `ALTER TABLE keys ADD COLUMN activates_at TEXT NOT NULL DEFAULT ''`,
  'ALTER TABLE keys ADD COLUMN withdrawn_at TEXT',
  'ALTER TABLE keys ADD COLUMN compromised_at TEXT',
  'UPDATE keys SET activates_at = created_at',
  // Two processes may each have made a first key. The newest has signed since then.
  `UPDATE keys SET retired_at = (
     SELECT min(newer.created_at) FROM keys newer WHERE newer.use = keys.use
       AND newer.issuer_id IS NOT DISTINCT FROM keys.issuer_id AND newer.retired_at IS NULL
       AND (newer.created_at, newer.id) > (keys.created_at, keys.id))
   WHERE retired_at IS NULL`,
  // One key of a use and issuer has no end: a key has one successor, whoever rotates at the same time.
  `CREATE UNIQUE INDEX keys_one_last_lti ON keys (use) WHERE use = 'lti' AND retired_at IS NULL`,
  `CREATE UNIQUE INDEX keys_one_last_badge ON keys (issuer_id) WHERE use = 'badge' AND retired_at IS NULL`,
])
