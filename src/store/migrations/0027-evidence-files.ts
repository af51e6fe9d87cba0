import { statements } from './dialect.ts'

export default statements('0027-evidence-files', () => [
  // Ids of rows of `files`; what is in them is seen by the learner and the course's tutors alone.
  `ALTER TABLE evidence ADD COLUMN files TEXT NOT NULL DEFAULT '[]'`,
  `ALTER TABLE evidence_drafts ADD COLUMN files TEXT NOT NULL DEFAULT '[]'`,
])
