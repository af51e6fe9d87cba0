import type { ClientMetadata } from '../contract/applications.ts'
import type { Deps } from '../deps.ts'
import type { OAuthClient } from '../model.ts'
import { hashSecret } from '../visiting/visit.ts'
import { OAuthError } from './fault.ts'
import { EVERYTHING, grantable } from './scopes.ts'

/** Anybody may register; so many at most that no learner ever allowed anything, and these for thirty days. */
const MOST_WAITING = 1000
export const WAITING_DAYS = 30
const SECRET_BYTES = 32

/** Errors: `invalid_client_metadata` 400, `temporarily_unavailable` 503. */
export async function registerClient(
  { store, clock, random }: Deps,
  { name, redirectUris, authMethod, scope, refreshes, policyUri }: ClientMetadata,
): Promise<{ client: OAuthClient; secret: string | null }> {
  const offered = grantable(scope ?? EVERYTHING, EVERYTHING)
  const [first] = redirectUris
  if (offered === null || first === undefined)
    throw new OAuthError('invalid_client_metadata', 'No scope is asked for that is offered here')
  const secret = authMethod === 'none' ? null : random.token(SECRET_BYTES)
  const client: OAuthClient = {
    id: random.uuid(),
    secretHash: secret === null ? null : hashSecret(secret),
    authMethod,
    name,
    host: new URL(first).host,
    redirectUris,
    scope: offered,
    refreshes,
    policyUri,
    registeredAt: clock.now(),
  }
  if (!(await store.applications.register(client, MOST_WAITING)))
    throw new OAuthError('temporarily_unavailable', 'Too many applications wait for their first user', 503)
  return { client, secret }
}
