import { statements } from './dialect.ts'

export default statements('0042-posted-scores', () => [
  // What the tool has put into the columns of its own links, so that it can be taken back when what bore it is taken back.
  `CREATE TABLE posted_scores (
    activity_id TEXT NOT NULL REFERENCES activities (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    -- Times that the scores carried: of the last one that may stand there, and of the last one that took one back.
    posted_at TEXT NOT NULL,
    cleared_at TEXT,
    PRIMARY KEY (activity_id, person_id)
  )`,
  'CREATE INDEX posted_scores_of_person ON posted_scores (person_id)',
  `INSERT INTO posted_scores (activity_id, person_id, posted_at)
   SELECT p.activity_id, p.person_id, p.observed_at FROM participation p JOIN activities a ON a.id = p.activity_id
   WHERE p.completed AND a.line_item_url IS NOT NULL AND a.source IN ('check-in', 'coursework', 'checkpoint')`,
])
