import { statements } from './dialect.ts'

export default statements('0043-course-groups', () => [
  // Where the VLE tells of a course's groups, and what it told last.
  'ALTER TABLE courses ADD COLUMN groups_url TEXT',
  `CREATE TABLE course_groups (
    course_id TEXT NOT NULL REFERENCES courses (id),
    -- As the VLE names it.
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (course_id, id)
  )`,
  `CREATE TABLE group_members (
    course_id TEXT NOT NULL REFERENCES courses (id),
    -- The roster may name a group before the list of groups does.
    group_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (course_id, group_id, person_id)
  )`,
  'CREATE INDEX group_members_of_person ON group_members (person_id, course_id)',
])
