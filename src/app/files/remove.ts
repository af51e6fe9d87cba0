import { type Deps, isoNow } from '../deps.ts'

/** Long enough for the slowest upload and the form around it. */
const LOOSE_FOR = 3 * 3_600_000
const BATCH = 100

/** Removes the bytes of files that were given up, and then their rows: in this order, so that a kill in between leaves what the sweep finds. */
export async function removeBytes({ store, files }: Deps, ids: readonly string[]): Promise<void> {
  for (const id of ids) await files.remove(id)
  await store.files.forget(ids)
}

/** Removes files that nobody took, and what was left of uploads that were cut off. */
export async function sweepFiles(deps: Deps): Promise<void> {
  const { store, files, clock } = deps
  const before = clock.now() - LOOSE_FOR
  await files.sweep(before)
  for (;;) {
    const ids = await store.files.claimLoose(new Date(before).toISOString(), isoNow(clock), BATCH)
    await removeBytes(deps, ids)
    if (ids.length < BATCH) return
  }
}
