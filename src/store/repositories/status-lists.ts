import type { Random } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

/** Bitstring Status List §2.2 asks for at least 131,072 entries, so that one credential hides among many. */
const LENGTH = 131_072

interface Place {
  readonly listId: string
  readonly index: number
}

/**
 * Takes indexes that nobody had and nobody will get, in order; an index whose award fails stays unused. One statement, which waits for
 * nobody between two, where they are all on the list that is open.
 */
export async function reserveStatus(
  db: Executor,
  tables: Tables,
  random: Random,
  issuerId: string,
  count: number,
): Promise<Place[]> {
  const [list] = await db.writeReturning(
    // Read again under its lock, so that of two who ask at once nobody takes what the other has.
    `UPDATE status_lists SET next_index = next_index + $2
     WHERE id = (SELECT id FROM status_lists WHERE issuer_id = $1 AND next_index < length ORDER BY id LIMIT 1)
       AND next_index + $2 <= length RETURNING id, next_index`,
    [issuerId, count],
  )
  if (!list) return reserveOnSeveral(db, tables, random, issuerId, count)
  const first = Number(list.next_index) - count
  return Array.from({ length: count }, (_, index) => ({ listId: String(list.id), index: first + index }))
}

/** The rest of the open list, and new ones. */
function reserveOnSeveral(
  db: Executor,
  { statusLists }: Tables,
  random: Random,
  issuerId: string,
  count: number,
): Promise<Place[]> {
  return db.atomically(async (unit) => {
    const taken: Place[] = []
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
