import type { PublicationChoices } from '../contract/publishing.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Credential, Publication } from '../model.ts'
import { doerOf } from '../visiting/visit.ts'
import { ownCredential } from './own-credential.ts'
import { lineOf } from './record.ts'

/** How a credential is shown that nobody ever published. */
export const unlisted = (credentialId: string): Publication => ({
  credentialId,
  state: 'unlisted',
  publishedAt: null,
  showName: false,
  showEvidence: true,
})

export async function publicationOf({ store }: Deps, { id }: Credential): Promise<Publication> {
  return (await store.publications.of(id)) ?? unlisted(id)
}

/** Errors: `only_looking` 403, `credential_not_found` 404, `credential_withdrawn` 409. */
export async function publish(
  deps: Deps,
  visit: Visit,
  credentialId: string,
  { showName, showEvidence }: PublicationChoices,
): Promise<Publication> {
  doerOf(visit)
  const credential = await ownCredential(deps, visit, credentialId)
  if (credential.state !== 'live')
    throw new AppError('credential_withdrawn', 409, 'a withdrawn credential is not published')
  const publication: Publication = {
    credentialId,
    state: 'published',
    publishedAt: isoNow(deps.clock),
    showName,
    showEvidence,
  }
  const shown = [showName ? 'name' : '', showEvidence ? 'evidence' : ''].filter((one) => one !== '')
  const line = lineOf(deps, visit, credential, 'credential.made-public', { shown: shown.join(', ') })
  await deps.store.write(async (unit) => {
    await unit.publications.save(publication)
    await unit.audit.append([line])
  })
  return publication
}

/** Nothing is to be done where it is not published. Errors: `only_looking` 403, `credential_not_found` 404. */
export async function unpublish(deps: Deps, visit: Visit, credentialId: string): Promise<Publication> {
  doerOf(visit)
  const credential = await ownCredential(deps, visit, credentialId)
  const before = await publicationOf(deps, credential)
  if (before.state === 'unlisted') return before
  const publication: Publication = { ...before, state: 'unlisted', showName: false }
  await deps.store.write(async (unit) => {
    await unit.publications.save(publication)
    await unit.audit.append([lineOf(deps, visit, credential, 'credential.made-unlisted')])
  })
  return publication
}
