import type { WholeCredential } from '../../app/model.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

/** The text is long, and the same each time. */
const statements = new WeakMap<Tables, string>()

/** One statement, for it is what strangers ask for most: of several, each would go its own way to the database and back. */
export async function wholeCredential(
  db: Executor,
  tables: Tables,
  id: string,
): Promise<WholeCredential | null> {
  const { credentials, achievements, issuers, publications } = tables
  const sql = statements.get(tables) ?? statementOf(tables)
  statements.set(tables, sql)
  const [row] = await db.read(sql, [id])
  if (row === undefined) return null
  return {
    credential: credentials.decode(row, 'c_'),
    achievement: achievements.decode(row, 'a_'),
    below: row.b_id === null ? null : achievements.decode(row, 'b_'),
    issuer: issuers.decode(row, 'i_'),
    publication: row.p_credentialId === null ? null : publications.decode(row, 'p_'),
    holder: row.holder === null ? null : String(row.holder),
    restsOn: row.rests_on === null ? null : { id: String(row.rests_on), awardedAt: String(row.rests_since) },
  }
}

function statementOf({ credentials, achievements, issuers, publications }: Tables): string {
  const columns = [
    credentials.select('c', 'c_'),
    achievements.select('a', 'a_'),
    achievements.select('b', 'b_'),
    issuers.select('i', 'i_'),
    publications.select('p', 'p_'),
    'h.name AS "holder", r.id AS "rests_on", r.awarded_at AS "rests_since"',
  ]
  return `SELECT ${columns.join(', ')} FROM credentials c
    JOIN achievements a ON a.id = c.achievement_id
    JOIN issuers i ON i.id = a.issuer_id
    LEFT JOIN achievements b ON b.id = a.below_id
    LEFT JOIN publications p ON p.credential_id = c.id
    LEFT JOIN people h ON h.id = c.person_id
    LEFT JOIN credentials r ON r.course_id = c.course_id AND r.person_id = c.person_id AND r.level = b.level
      AND r.state = 'live' AND r.replaced_by IS NULL AND r.renewed_by IS NULL
    WHERE c.id = $1`
}
