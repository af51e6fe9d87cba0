import { LtiError } from '../errors.ts'
import type { Clock, LtiStore, Registration } from '../types.ts'

/**
 * The registration a login is for, as it was a moment ago. Errors: those of `findRegistration`.
 */
export type Registrations = (issuer: string, clientId: string | null) => Promise<Registration>

/** A login grants nothing, and the launch that it leads to reads its registration anew. */
const KEPT_MILLISECONDS = 2_000

/** Where a whole course comes at once, its platform is looked up once every two seconds. Who is not found is looked up each time. */
export function createRegistrations({
  store,
  clock,
}: {
  readonly store: LtiStore
  readonly clock: Clock
}): Registrations {
  const kept = new Map<string, { readonly registration: Registration; readonly until: number }>()
  return async (issuer, clientId) => {
    const key = JSON.stringify([issuer, clientId])
    const known = kept.get(key)
    if (known && clock() < known.until) return known.registration
    kept.delete(key)
    const registration = await findRegistration(store, issuer, clientId)
    kept.set(key, { registration, until: clock() + KEPT_MILLISECONDS })
    return registration
  }
}

/**
 * The registration a login is for. Issuers are compared to the character; `client_id` is optional (LTI 1.3 core §4.1.3),
 * and without it the issuer must have one registration only.
 *
 * @throws LtiError `platform_unknown`, `client_unknown` or `ambiguous_client`
 */
async function findRegistration(
  store: LtiStore,
  issuer: string,
  clientId: string | null,
): Promise<Registration> {
  const found = (await store.registrations(issuer, clientId)).filter((one) => one.issuer === issuer)
  const matching = clientId === null ? found : found.filter((one) => one.clientId === clientId)
  const [only, ...others] = matching
  if (only === undefined) {
    const stranger = clientId === null || (await store.registrations(issuer, null)).length === 0
    throw stranger
      ? new LtiError('platform_unknown', 'no platform is registered under this issuer')
      : new LtiError('client_unknown', 'this platform has no registration with this client id')
  }
  if (others.length > 0) {
    throw new LtiError(
      'ambiguous_client',
      'the issuer has several registrations and the login names no client id',
    )
  }
  return only
}
