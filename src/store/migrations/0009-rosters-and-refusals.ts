import { statements } from './dialect.ts'

export default statements('0009-rosters-and-refusals', () => [
  // Where a platform tells what changed in a roster since it was read (NRPS 2.0 §2.4.2).
  'ALTER TABLE snapshots ADD COLUMN differences TEXT',
  // Nothing was ever decided by it: what differs is told person by person.
  'ALTER TABLE snapshots DROP COLUMN digest',
  // A score that the gradebook takes from nobody now (left the course, a locked grade) is known once, and tried again later.
  `CREATE TABLE score_refusals (
    credential_id TEXT PRIMARY KEY REFERENCES credentials (id) ON DELETE CASCADE,
    refused_at TEXT NOT NULL
  )`,
])
