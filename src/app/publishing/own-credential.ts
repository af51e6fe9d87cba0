import type { Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Credential } from '../model.ts'
import { learnerOf } from '../visiting/visit.ts'

/**
 * A credential of the person who asks; a person belongs to one platform, so no other platform's. What was undone was never theirs.
 * Errors: `anonymous` 403, `credential_not_found` 404.
 */
export async function ownCredential({ store }: Deps, visit: Visit, id: string): Promise<Credential> {
  const person = learnerOf(visit)
  const credential = await store.credentials.byId(id)
  if (credential?.personId !== person.id || credential.undone !== null)
    throw new AppError('credential_not_found', 404, 'no such credential of this learner')
  return credential
}
