import { LtiError } from '../errors.ts'
import type { LtiStore, Registration } from '../types.ts'

/**
 * The registration a login is for. Issuers are compared to the character; `client_id` is optional (LTI 1.3 core §4.1.3),
 * and without it the issuer must have one registration only.
 *
 * @throws LtiError `platform_unknown`, `client_unknown` or `ambiguous_client`
 */
export async function findRegistration(
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
