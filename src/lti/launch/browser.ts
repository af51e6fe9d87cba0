import { LtiError } from '../errors.ts'
import { isSecret, secretName } from '../login/browser-secret.ts'
import type { LoginState, Registration } from '../types.ts'
import { originOf } from '../values.ts'

/** How the browser that launches shows it is the one that logged in, or what to do so that it can. */
export type Binding = 'cookie' | 'storage' | 'put-storage' | 'get-storage' | 'new-window'

/**
 * Ties the launch to the browser of its login (security framework §5.1.1.2 on `state`), so that nobody is launched into
 * another's account by a posted form. A cookie that came back decides; without one the platform's storage, where offered;
 * as the last way the platform's own word, in that its page sent the form: enough for a button, not for a session here.
 *
 * @throws LtiError `state_mismatch` or `browser_unknown`
 */
export function bindBrowser(
  login: LoginState,
  registration: Registration,
  request: {
    readonly cookies: Readonly<Record<string, string>>
    readonly origin: string | null
    readonly proof: string | null
  },
): Binding {
  const name = secretName(login.state)
  const cookie = Object.hasOwn(request.cookies, name) ? request.cookies[name] : undefined
  if (cookie !== undefined) return own(cookie, login, 'cookie')
  if (login.storageTarget !== null) {
    if (request.proof !== null) return own(request.proof, login, 'storage')
    return login.viaStorage === true ? 'get-storage' : 'put-storage'
  }
  const platform = [originOf(registration.authUrl), originOf(registration.issuer)]
  if (request.origin !== null && platform.includes(request.origin)) return 'new-window'
  throw new LtiError(
    'browser_unknown',
    'the browser of the launch is not known to be the browser of the login',
  )
}

function own(secret: string, login: LoginState, binding: Binding): Binding {
  if (isSecret(secret, login.browserHash)) return binding
  throw new LtiError('state_mismatch', 'the state was issued to another browser')
}
