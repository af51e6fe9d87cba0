import type { Random } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

/** Bitstring Status List §2.2 asks for at least 131,072 entries, so that one credential hides among many. */
const LENGTH = 131_072

/** Takes indexes that nobody had and nobody will get, in order; an index whose award fails stays unused. */
export function reserveStatus(
  db: Executor,
  { statusLists }: Tables,
  random: Random,
  issuerId: string,
  count: number,
): Promise<{ listId: string; index: number }[]> {
  return db.atomically(async (unit) => {
    const taken: { listId: string; index: number }[] = []
    const lock = unit.dialect === 'postgres' ? 'FOR UPDATE' : ''
    while (taken.length < count) {
      const open = await statusLists.one(
        unit,
        `issuer_id = $1 AND next_index < length ORDER BY id LIMIT 1 ${lock}`,
        [issuerId],
      )
      if (open === null) {
        await statusLists.insert(unit, [{ id: random.uuid(), issuerId, length: LENGTH, nextIndex: 0 }])
        continue
      }
      const end = Math.min(open.length, open.nextIndex + count - taken.length)
      await unit.write('UPDATE status_lists SET next_index = $2 WHERE id = $1', [open.id, end])
      for (let index = open.nextIndex; index < end; index++) taken.push({ listId: open.id, index })
    }
    return taken
  })
}
