import { ownAddress } from '../target-link.ts'
import type { LoginOutcome, LtiToolOptions } from '../types.ts'
import { authenticationRequest } from './authentication-request.ts'
import { secretName } from './browser-secret.ts'
import { readLoginParams } from './params.ts'
import type { Registrations } from './registration.ts'
import { LOGIN_LIFETIME_SECONDS, newLogin } from './state.ts'
import { storagePlace } from './storage-place.ts'

/** Third-party initiated login (security framework §5.1.1.1): remembers it and answers with where to send the browser. */
export async function login(
  options: LtiToolOptions,
  registrations: Registrations,
  params: Readonly<Record<string, unknown>>,
): Promise<LoginOutcome> {
  const asked = readLoginParams(params)
  ownAddress(asked.targetLinkUri, options.toolUrl)
  const registration = await registrations(asked.issuer, asked.clientId)
  const { state, secret } = newLogin(options, {
    registrationId: registration.id,
    targetLinkUri: asked.targetLinkUri,
    storageTarget: asked.storageTarget,
    deploymentId: asked.deploymentId,
  })
  await options.store.saveState(state)
  const place = storagePlace(state, registration)
  return {
    redirectTo: authenticationRequest(registration, `${options.toolUrl}/lti/launch`, asked, state),
    cookie: { name: secretName(state.state), value: secret, maxAgeSeconds: LOGIN_LIFETIME_SECONDS },
    storage: place && { ...place, value: secret },
  }
}
