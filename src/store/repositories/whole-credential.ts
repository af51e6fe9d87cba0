import type { WholeCredential } from '../../app/model.ts'
import type { WholeCredentialRead } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'
import { recordOf } from '../together.ts'

/** The text is long, and the same each time. */
const statements = new WeakMap<Tables, string>()

/**
 * One statement that answers one value, for it is what strangers ask for most. As JSON all of it comes to us as one text, which tells at a glance
 * whether it is what was read before.
 */
export async function wholeCredential(
  db: Executor,
  tables: Tables,
  id: string,
): Promise<WholeCredentialRead | null> {
  const sql = statements.get(tables) ?? statementOf(db, tables)
  statements.set(tables, sql)
  const [row] = await db.read(sql, [id])
  if (row === undefined) return null
  const text = String(row.whole)
  return { text, whole: () => wholeIn(tables, text) }
}

type Cells = readonly unknown[]

function wholeIn(
  { credentials, achievements, issuers, publications }: Tables,
  text: string,
): WholeCredential {
  const [credential, achievement, below, issuer, publication, [holder, restsOn, since]] = JSON.parse(
    text,
  ) as [
    ...[Cells, Cells, Cells, Cells, Cells],
    [holder: string | null, restsOn: string | null, since: string],
  ]
  const [belowId] = below
  const [publicationOf] = publication
  return {
    credential: recordOf(credentials, credential),
    achievement: recordOf(achievements, achievement),
    below: belowId === null ? null : recordOf(achievements, below),
    issuer: recordOf(issuers, issuer),
    publication: publicationOf === null ? null : recordOf(publications, publication),
    holder,
    restsOn: restsOn === null ? null : { id: restsOn, awardedAt: since },
  }
}

function statementOf({ dialect }: Executor, tables: Tables): string {
  const list = dialect === 'sqlite' ? 'json_array' : 'json_build_array'
  const { credentials, achievements, issuers, publications } = tables
  const columns = ({ fields }: { readonly fields: readonly string[] }, alias: string) =>
    `${list}(${fields.map((field) => `${alias}.${field}`).join(', ')})`
  const parts = [
    columns(credentials, 'c'),
    columns(achievements, 'a'),
    columns(achievements, 'b'),
    columns(issuers, 'i'),
    columns(publications, 'p'),
    `${list}(h.name, r.id, r.awarded_at)`,
  ]
  return `SELECT CAST(${list}(${parts.join(', ')}) AS text) AS "whole" FROM credentials c
    JOIN achievements a ON a.id = c.achievement_id
    JOIN issuers i ON i.id = a.issuer_id
    LEFT JOIN achievements b ON b.id = a.below_id
    LEFT JOIN publications p ON p.credential_id = c.id
    LEFT JOIN people h ON h.id = c.person_id
    LEFT JOIN credentials r ON r.course_id = c.course_id AND r.person_id = c.person_id AND r.level = b.level
      AND r.state = 'live' AND r.replaced_by IS NULL AND r.renewed_by IS NULL
    WHERE c.id = $1`
}
