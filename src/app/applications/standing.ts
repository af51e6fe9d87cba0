import type { CredentialsPage, CredentialsQuery, Reader } from '../contract/applications.ts'
import type { Credentials } from '../contract.ts'
import type { Deps } from '../deps.ts'
import type { Credential } from '../model.ts'

/** When this very document was issued: what was issued anew counts from then. */
const issuedAt = ({ awardedAt, reissuedAt }: Credential) => Date.parse(reissuedAt ?? awardedAt)

/** What a person holds in all courses of their platform, oldest first: pages stay where they are while new ones come. What another one stands in place of is not offered. */
export async function standingOfPerson({ store }: Deps, personId: string): Promise<Credential[]> {
  const all = await store.credentials.ofPerson(personId)
  return all
    .filter(
      ({ state, replacedBy, renewedBy, undone }) =>
        state === 'live' && replacedBy === null && renewedBy === null && undone === null,
    )
    .sort((a, b) => issuedAt(a) - issuedAt(b) || (a.id < b.id ? -1 : 1))
}

export async function credentialsPage(
  deps: Deps,
  { token }: Pick<Credentials, 'token'>,
  { person }: Reader,
  { limit, offset, since }: CredentialsQuery,
): Promise<CredentialsPage> {
  const standing = await standingOfPerson(deps, person.id)
  const found = since === null ? standing : standing.filter((credential) => issuedAt(credential) > since)
  const shown = found.slice(offset, offset + limit)
  return {
    total: found.length,
    documents: shown.map(({ document }) => document),
    tokens: await Promise.all(shown.map(({ id }) => token(id))),
  }
}
