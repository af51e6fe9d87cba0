import type { Executor } from '../executor.ts'
import { type Migration, refuse } from './dialect.ts'

const LEVELS: Readonly<Record<string, string>> = {
  completed: 'Completed',
  demonstrated: 'Demonstrated',
  implemented: 'Implemented',
}

const statements = (dialect: Executor['dialect']): readonly string[] => [
  'ALTER TABLE issuers ADD COLUMN colour TEXT',
  `CREATE TABLE course_looks (
    -- A course looks one way.
    course_id TEXT PRIMARY KEY REFERENCES courses (id),
    colour TEXT,
    show_logo BOOLEAN NOT NULL,
    art TEXT NOT NULL,
    saved_by TEXT,
    saved_at TEXT NOT NULL
  )`,
  // What an achievement's image is made of is part of the achievement: another look is another edition.
  `ALTER TABLE achievements ADD COLUMN look TEXT NOT NULL DEFAULT ''`,
  `CREATE TABLE drawings (
    -- SHA-256 of the look: whoever draws it first draws it for everybody and for good.
    hash TEXT PRIMARY KEY,
    png TEXT NOT NULL,
    svg TEXT NOT NULL
  )`,
  ...refuse(dialect, {
    name: 'drawings_stay_as_they_are',
    event: 'BEFORE UPDATE',
    table: 'drawings',
    message: 'an image that was shown does not change',
  }),
]

/** Achievements that were made before are drawn as they were: with the issuer's name of today, and without a logo or a colour of its own. */
async function fixLooks(db: Executor): Promise<void> {
  const rows = await db.read(
    `SELECT achievements.id AS "id", level AS "level", course_title AS "course", issuers.name AS "issuer"
     FROM achievements JOIN issuers ON issuers.id = issuer_id`,
  )
  for (const { id, level, course, issuer } of rows) {
    const look = { level: LEVELS[String(level)], course, issuer, colour: null, logo: null, art: null }
    await db.write('UPDATE achievements SET look = $2 WHERE id = $1', [id, JSON.stringify(look)])
  }
}

const migration: Migration = {
  name: '0040-looks',
  async up(db) {
    for (const sql of statements(db.dialect)) await db.write(sql)
    await fixLooks(db)
  },
}
export default migration
