import type { Store } from '../ports.ts'

/** Lets a platform in, with the addresses that waited for this, if any. `false`: there is no such platform. */
export function approvePlatform(store: Store, id: string): Promise<boolean> {
  return store.write(async (unit) => {
    const found = await unit.platforms.byId(id)
    const platform = found && (await unit.platforms.lock(found.issuer, found.clientId))
    if (!platform) return false
    const addresses = (await unit.platforms.proposed()).get(id)
    await unit.platforms.save({ ...platform, ...addresses, status: 'approved' })
    await unit.platforms.propose(id, null)
    return true
  })
}
