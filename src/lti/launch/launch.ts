import type { JwksCache } from '../keys/jwks-cache.ts'
import { storagePlace } from '../login/storage-place.ts'
import type { Launch, LaunchOutcome, LtiTool, LtiToolOptions } from '../types.ts'
import { originOf } from '../values.ts'
import { type Bringing, bindBrowser } from './browser.ts'
import { readLaunchParams } from './params.ts'
import { refusePlatformError } from './platform-error.ts'
import { findLogin, useUp } from './state.ts'
import { askStorage } from './storage.ts'
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
  await refusePlatformError(options.store, request.params)
  const { state, idToken, proof } = readLaunchParams(request.params)
  const { login, registration } = await findLogin(options.store, state, options.clock())
  const verified = await verifyLaunch(options, jwks, idToken, login, registration)
  const sender = senderOf(request.origin, options.toolUrl, verified)
  const place = storagePlace(login, registration)
  const binding = bindBrowser(login, place, { cookies: request.cookies, proof, sender })
  await useUp(options.store, login)
  switch (binding.way) {
    case 'get-storage':
      return askStorage(options, login, verified, binding.place, sender === 'platform')
    case 'new-window':
      return { type: 'new-window', launch: verified }
    case 'storage':
      return { type: 'launched', launch: verified, cookie: null }
    case 'cookie':
      return { type: 'launched', launch: verified, cookie: binding.name }
  }
}

/**
 * Canvas signs people in at one host for all schools and sends the form from the school's own, which only the verified
 * message names, in its return URL.
 */
function senderOf(origin: string | null, toolUrl: string, launch: Launch): Bringing['sender'] {
  if (origin === null) return 'stranger'
  if (origin === originOf(toolUrl)) return 'tool'
  return launch.frameOrigins.includes(origin) ? 'platform' : 'stranger'
}
