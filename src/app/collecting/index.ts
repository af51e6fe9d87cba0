import { drawOverview } from '../../certificates/index.ts'
import type { Collections, OwnCollection } from '../contract/collections.ts'
import type { Credentials, Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { doerOf, learnerOf } from '../visiting/visit.ts'
import { overviewOf } from './overview.ts'
import { lineOf } from './record.ts'
import { publicCollection, shownOf } from './shown.ts'

/** 192 bits: nobody guesses an address. */
const ADDRESS_BYTES = 24

/** What learners put together of their credentials, and where it can be seen. */
export function createCollections(
  deps: Deps,
  { achievementImage }: Pick<Credentials, 'achievementImage'>,
): Collections {
  const { collections, credentials } = deps.store

  async function saved(personId: string) {
    const collection = await collections.of(personId)
    if (collection === null) throw new AppError('collection_not_found', 404, 'nothing was put together yet')
    return collection
  }

  const preview = async (visit: Visit) => publicCollection(deps, await saved(learnerOf(visit).id))

  return {
    async own(visit): Promise<OwnCollection> {
      const { id } = learnerOf(visit)
      const [collection, address, all] = await Promise.all([
        collections.of(id),
        collections.address(id),
        credentials.ofPerson(id),
      ])
      // What was replaced, or earned anew after its end, is there as the one in its place.
      const counting = all.filter(({ replacedBy, renewedBy }) => replacedBy === null && renewedBy === null)
      return { collection, address, credentials: await shownOf(deps, counting) }
    },
    async save(visit, choices) {
      const { id: personId } = doerOf(visit)
      const theirs = new Set((await credentials.ofPerson(personId)).map(({ id }) => id))
      if (choices.credentialIds.some((id) => !theirs.has(id)))
        throw new AppError('credential_not_found', 404, 'no such credential of this learner')
      await collections.save({ ...choices, personId, savedAt: isoNow(deps.clock) })
    },
    preview,
    async open(visit) {
      const { id } = doerOf(visit)
      await saved(id)
      const at = isoNow(deps.clock)
      return deps.store.write(async (unit) => {
        const address = await unit.collections.open(id, deps.random.token(ADDRESS_BYTES), at)
        await unit.audit.append([lineOf(visit, id, 'collection.opened', at)])
        return address
      })
    },
    async close(visit) {
      const { id } = doerOf(visit)
      if ((await collections.address(id)) === null) return
      const at = isoNow(deps.clock)
      await deps.store.write(async (unit) => {
        await unit.collections.close(id, at)
        await unit.audit.append([lineOf(visit, id, 'collection.closed', at)])
      })
    },
    async at(address) {
      const found = await collections.byAddress(address)
      if (found === null) throw new AppError('collection_not_found', 404, 'no such address')
      const collection = found.ended ? null : await collections.of(found.personId)
      if (collection === null) throw new AppError('collection_ended', 410, 'the address was taken back')
      return publicCollection(deps, collection)
    },
    async paper(visit, { showName }) {
      const shown = await preview(visit)
      const name = showName ? learnerOf(visit).name : null
      const address = await collections.address(learnerOf(visit).id)
      return drawOverview(await overviewOf(deps, { ...shown, name }, address, achievementImage))
    },
  }
}
