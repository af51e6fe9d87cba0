import { ownAddress } from '../target-link.ts'
import type { LoginCookie, LtiToolOptions } from '../types.ts'
import { authenticationRequest } from './authentication-request.ts'
import { secretName } from './browser-secret.ts'
import { readLoginParams } from './params.ts'
import { findRegistration } from './registration.ts'
import { LOGIN_LIFETIME_SECONDS, newLogin } from './state.ts'

/** Third-party initiated login (security framework §5.1.1.1): remembers it and answers with where to send the browser. */
export async function login(
  options: LtiToolOptions,
  params: Readonly<Record<string, unknown>>,
): Promise<{ redirectTo: string; cookie: LoginCookie }> {
  const asked = readLoginParams(params)
  ownAddress(asked.targetLinkUri, options.toolUrl)
  const registration = await findRegistration(options.store, asked.issuer, asked.clientId)
  const { state, secret } = newLogin(options, {
    registrationId: registration.id,
    targetLinkUri: asked.targetLinkUri,
    storageTarget: asked.storageTarget,
    loginHint: asked.loginHint,
    messageHint: asked.messageHint,
    deploymentId: asked.deploymentId,
  })
  await options.store.saveState(state)
  return {
    redirectTo: authenticationRequest(registration, `${options.toolUrl}/lti/launch`, state),
    cookie: { name: secretName(state.state), value: secret, maxAgeSeconds: LOGIN_LIFETIME_SECONDS },
  }
}
