import type { Replacement } from '../../app/ports.ts'
import { LEVEL_IDS } from '../../core/ladder.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

/** What was chosen about a credential, and now is chosen about the one in its place. */
const FOLLOWING = ['collection_items', 'evidence', 'share_links'] as const

/** See the port: in the same number of statements however many they are. */
export function replaceCredentials(
  db: Executor,
  credentials: Tables['credentials'],
  replacements: readonly Replacement[],
  reason: string,
  at: string,
): Promise<Replacement[]> {
  return db.atomically(async (unit) => {
    const pairs = JSON.stringify(replacements.map(({ old, by }) => [old, by.id]))
    const given = unit.dialect === 'sqlite' ? 'json_each($1) g' : 'json_array_elements($1::json) g (value)'
    const gone = await unit.writeReturning(
      `UPDATE credentials SET state = 'withdrawn', withdrawn_at = $2, withdrawn_reason = $3, replaced_by = g.value ->> 1
       FROM ${given}
       WHERE credentials.id = g.value ->> 0 AND credentials.state = 'live' AND credentials.replaced_by IS NULL
         AND credentials.renewed_by IS NULL
       RETURNING credentials.id AS id`,
      [pairs, at, reason],
    )
    const replaced = new Set(gone.map(({ id }) => String(id)))
    const written = replacements.filter(({ old }) => replaced.has(old))
    const height = ({ by }: Replacement) => LEVEL_IDS.indexOf(by.level)
    // Lowest level first: the database refuses one whose lower levels are not there.
    const rows = [...written].sort((a, b) => height(a) - height(b)).map(({ by }) => by)
    await credentials.insert(unit, rows)
    if (written.length > 0) await takeAlong(unit, [...replaced])
    return written
  })
}

async function takeAlong(unit: Executor, replaced: readonly string[]): Promise<void> {
  const ids = [listValue(unit.dialect, replaced)]
  const those = `credential_id ${inList(unit.dialect, 1)}`
  const instead = (table: string) =>
    `(SELECT c.replaced_by FROM credentials c WHERE c.id = ${table}.credential_id)`
  for (const table of FOLLOWING)
    await unit.write(`UPDATE ${table} SET credential_id = ${instead(table)} WHERE ${those}`, ids)
  await unit.write(
    `INSERT INTO publications (credential_id, state, published_at, show_name, show_evidence)
     SELECT ${instead('p')}, p.state, p.published_at, p.show_name, p.show_evidence FROM publications p WHERE ${those}`,
    ids,
  )
  // What was replaced names nobody any more.
  await unit.write(
    `UPDATE publications SET state = 'unlisted', show_name = FALSE WHERE ${those} AND state <> 'unlisted'`,
    ids,
  )
}
