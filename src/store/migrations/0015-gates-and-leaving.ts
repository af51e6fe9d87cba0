import { statements } from './dialect.ts'

export default statements('0015-gates-and-leaving', () => [
  // What the VLE opens a checkpoint for, in the tutor's words; and how it stood when a learner opened it.
  'ALTER TABLE activities ADD COLUMN gate TEXT',
  'ALTER TABLE participation ADD COLUMN statement TEXT',
  // Since when somebody is in the course, or is no longer; and when they last left it.
  'ALTER TABLE enrolments ADD COLUMN since TEXT',
  'ALTER TABLE enrolments ADD COLUMN left_at TEXT',
])
