import type { CollectionRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createCollections(db: Executor, tables: Tables): CollectionRepository {
  const { collections, collectionItems, collectionAddresses } = tables
  const end = (unit: Executor, personId: string, at: string) =>
    unit.write('UPDATE collection_addresses SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL', [
      personId,
      at,
    ])
  const address = async (on: Executor, personId: string) =>
    (await collectionAddresses.one(on, 'person_id = $1 AND ended_at IS NULL', [personId]))?.address ?? null
  return {
    async of(personId) {
      const [collection, items] = await Promise.all([
        collections.one(db, 'person_id = $1', [personId]),
        collectionItems.all(db, 'person_id = $1 ORDER BY position', [personId]),
      ])
      return collection && { ...collection, credentialIds: items.map(({ credentialId }) => credentialId) }
    },
    save: ({ credentialIds, ...collection }) =>
      db.atomically(async (unit) => {
        const { personId } = collection
        // First, so that of two at once the second waits for the first one's row.
        await collections.insert(unit, [collection], {
          on: ['personId'],
          update: ['title', 'introduction', 'listed', 'showName', 'savedAt'],
        })
        await unit.write('DELETE FROM collection_items WHERE person_id = $1', [personId])
        await collectionItems.insert(
          unit,
          credentialIds.map((credentialId, index) => ({ personId, credentialId, position: index + 1 })),
        )
      }),
    address: (personId) => address(db, personId),
    open: (personId, fresh, at) =>
      db.atomically(async (unit) => {
        await end(unit, personId, at)
        await collectionAddresses.insert(unit, [{ address: fresh, personId, madeAt: at, endedAt: null }], {
          on: ['personId'],
          where: 'ended_at IS NULL',
        })
        return (await address(unit, personId)) ?? fresh
      }),
    async close(personId, at) {
      await end(db, personId, at)
    },
    async byAddress(asked) {
      const [row] = await db.read(
        `SELECT a.person_id AS "personId", a.ended_at AS "endedAt", p.erased_at AS "erasedAt"
         FROM collection_addresses a JOIN people p ON p.id = a.person_id WHERE a.address = $1`,
        [asked],
      )
      return row === undefined
        ? null
        : { personId: String(row.personId), ended: row.endedAt !== null || row.erasedAt !== null }
    },
    erase: (personId, at) =>
      db.atomically(async (unit) => {
        await end(unit, personId, at)
        await unit.write('DELETE FROM collection_items WHERE person_id = $1', [personId])
        await unit.write('DELETE FROM collections WHERE person_id = $1', [personId])
      }),
  }
}
