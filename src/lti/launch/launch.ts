import { LtiError } from '../errors.ts'
import type { JwksCache } from '../keys/jwks-cache.ts'
import { secretName } from '../login/browser-secret.ts'
import type { LaunchOutcome, LtiTool, LtiToolOptions } from '../types.ts'
import { bindBrowser } from './browser.ts'
import { readLaunchParams } from './params.ts'
import { refusePlatformError } from './platform-error.ts'
import { findLogin, useUp } from './state.ts'
import { getStorage, putStorage } from './storage.ts'
import { verifyLaunch } from './verify.ts'

/**
 * The authentication response (security framework §5.1.1.3). Everything is verified before the state is used up, so a
 * refused launch costs nobody their login; using it up is the last step and lets one of many equal posts through.
 */
export async function launch(
  options: LtiToolOptions,
  jwks: JwksCache,
  request: Parameters<LtiTool['launch']>[0],
): Promise<LaunchOutcome> {
  refusePlatformError(request.params)
  const { state, idToken, proof } = readLaunchParams(request.params)
  const login = await findLogin(options.store, state, options.clock())
  const registration = await options.store.registration(login.registrationId)
  if (registration === null) {
    throw new LtiError('platform_unknown', 'the registration of this login is gone or no longer approved')
  }
  const verified = await verifyLaunch(options, jwks, idToken, login, registration)
  const binding = bindBrowser(login, registration, {
    cookies: request.cookies,
    origin: request.origin,
    proof,
  })
  if (binding === 'get-storage') return getStorage(login, registration)
  if (binding === 'put-storage') return putStorage(options, login, registration)
  await useUp(options.store, login)
  return binding === 'new-window'
    ? { type: 'new-window', launch: verified }
    : { type: 'launched', launch: verified, cookie: binding === 'cookie' ? secretName(login.state) : null }
}
