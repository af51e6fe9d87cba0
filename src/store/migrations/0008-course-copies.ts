import { statements } from './dialect.ts'

export default statements('0008-course-copies', () => [
  // Which installation a course is of: a copied one names the same contexts under another guid.
  'ALTER TABLE courses ADD COLUMN guid TEXT',
  // What the roster last said, and when the person last launched as staff: what it takes to make a former tutor a learner.
  `ALTER TABLE enrolments ADD COLUMN roster_role TEXT CHECK (roster_role IN ('learner', 'tutor', 'administrator'))`,
  'ALTER TABLE enrolments ADD COLUMN staff_at TEXT',
  `CREATE TABLE course_copies (
    -- A course is a copy of one other at most, whoever launches it first.
    course_id TEXT PRIMARY KEY REFERENCES courses (id),
    origin_id TEXT NOT NULL REFERENCES courses (id),
    how TEXT NOT NULL CHECK (how IN ('history', 'installation', 'link')),
    vouched BOOLEAN NOT NULL,
    found_at TEXT NOT NULL,
    decision TEXT CHECK (decision IN ('taken', 'later')),
    decided_by TEXT,
    decided_at TEXT,
    CHECK (course_id <> origin_id)
  )`,
  `CREATE TABLE copied_activities (
    course_id TEXT NOT NULL REFERENCES courses (id),
    origin_activity_id TEXT NOT NULL REFERENCES activities (id),
    -- Deferred: the place is taken first, by one of many launches at once, and that one then makes the activity.
    activity_id TEXT NOT NULL UNIQUE REFERENCES activities (id) DEFERRABLE INITIALLY DEFERRED,
    -- In a copied course one activity stands for each of the old course's, however many learners open its link at once.
    PRIMARY KEY (course_id, origin_activity_id)
  )`,
  `CREATE TABLE activity_links (
    course_id TEXT NOT NULL REFERENCES courses (id),
    link_id TEXT NOT NULL,
    activity_id TEXT NOT NULL,
    -- A resource link of a course opens one activity, of that course.
    PRIMARY KEY (course_id, link_id),
    FOREIGN KEY (course_id, activity_id) REFERENCES activities (course_id, id)
  )`,
])
