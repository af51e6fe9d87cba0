import type { CollectedCredential, PublicCollection } from '../contract/collections.ts'
import type { Deps } from '../deps.ts'
import type { Collection, Credential } from '../model.ts'
import { standingOf } from '../public/standing.ts'
import { wholeOf } from '../public/whole.ts'

/** How each stands now, in the same order. */
export function shownOf(deps: Deps, credentials: readonly Credential[]): Promise<CollectedCredential[]> {
  return Promise.all(
    credentials.map(async (one) => {
      const { credential, achievement, issuer } = await wholeOf(deps, one)
      const { status, replacedBy } = standingOf(credential, deps.clock.now())
      return { credential, achievement, issuer, status, replacedBy }
    }),
  )
}

/** As a stranger reads it. What was undone was never theirs, and is left out. */
export async function publicCollection(deps: Deps, collection: Collection): Promise<PublicCollection> {
  const { title, introduction, listed, showName, personId, credentialIds } = collection
  const [person, all] = await Promise.all([
    showName ? deps.store.people.byId(personId) : null,
    deps.store.credentials.ofPerson(personId),
  ])
  const byId = new Map(all.map((credential) => [credential.id, credential]))
  const chosen = credentialIds.flatMap((id) => byId.get(id) ?? [])
  return {
    title,
    introduction,
    listed,
    name: person?.name ?? null,
    credentials: await shownOf(deps, chosen),
  }
}
