import { statements } from './dialect.ts'

export default statements('0016-moodle-web-services', () => [
  // A platform's web service, with its token encrypted.
  `CREATE TABLE moodle_sites (
    platform_id TEXT PRIMARY KEY REFERENCES platforms (id),
    url TEXT NOT NULL,
    encrypted_token TEXT NOT NULL,
    saved_at TEXT NOT NULL
  )`,
  'ALTER TABLE activities ADD COLUMN module_id TEXT',
  // A Moodle activity counts in a course once, however many tutors add it at the same time.
  `CREATE UNIQUE INDEX activities_module ON activities (course_id, module_id) WHERE module_id IS NOT NULL AND state <> 'removed'`,
])
