import type { Renewal } from '../../app/ports.ts'
import { LEVEL_IDS } from '../../core/ladder.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

/** See the port: in the same number of statements however many they are. */
export function renewCredentials(
  db: Executor,
  credentials: Tables['credentials'],
  renewals: readonly Renewal[],
): Promise<string[]> {
  return db.atomically(async (unit) => {
    const pairs = JSON.stringify(renewals.map(({ ended, by }) => [ended, by.id, by.awardedAt.slice(0, 19)]))
    const given = unit.dialect === 'sqlite' ? 'json_each($1) g' : 'json_array_elements($1::json) g (value)'
    const over = await unit.writeReturning(
      // Ends and awards are to the second.
      `UPDATE credentials SET renewed_by = g.value ->> 1 FROM ${given}
       WHERE credentials.id = g.value ->> 0 AND credentials.state = 'live' AND credentials.replaced_by IS NULL
         AND credentials.renewed_by IS NULL AND substr(credentials.expires_at, 1, 19) <= g.value ->> 2
       RETURNING credentials.id AS id`,
      [pairs],
    )
    const ended = new Set(over.map(({ id }) => String(id)))
    const height = ({ by }: Renewal) => LEVEL_IDS.indexOf(by.level)
    const written = renewals.filter((one) => ended.has(one.ended))
    // Lowest level first: the database refuses one whose lower levels are not there.
    const rows = [...written].sort((a, b) => height(a) - height(b)).map(({ by }) => by)
    await credentials.insert(unit, rows)
    return rows.map(({ id }) => id)
  })
}
