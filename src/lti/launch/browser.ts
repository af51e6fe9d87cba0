import { LtiError } from '../errors.ts'
import { isSecret, secretName } from '../login/browser-secret.ts'
import type { LoginState, StoragePlace } from '../types.ts'

/** How the browser that launches shows it is the one that logged in, or what to do so that it can. */
export type Binding =
  | { readonly way: 'cookie'; readonly name: string }
  | { readonly way: 'storage' | 'new-window' }
  | { readonly way: 'get-storage'; readonly place: StoragePlace }

/** What a launch brings besides its message. */
export interface Bringing {
  readonly cookies: Readonly<Record<string, string>>
  /** What our page read from the platform's storage. */
  readonly proof: string | null
  /** Whose page sent the form, by the request's Origin. */
  readonly sender: 'platform' | 'tool' | 'stranger'
}

/**
 * Ties the launch to the browser of its login (security framework §5.1.1.2 on `state`), so that nobody is launched into
 * another's account by a posted form. A cookie that came back decides; without one the platform's storage, where offered;
 * as the last way the platform's own word, in that its page sent the form: enough for a button, not for a session here.
 *
 * @throws LtiError `state_mismatch` or `browser_unknown`
 */
export function bindBrowser(login: LoginState, place: StoragePlace | null, request: Bringing): Binding {
  if (login.vouched !== undefined) return bindByProof(login, login.vouched, request)
  const name = secretName(login.state)
  const cookie = Object.hasOwn(request.cookies, name) ? request.cookies[name] : undefined
  if (cookie !== undefined) return own(cookie, login, { way: 'cookie', name })
  if (place !== null) return { way: 'get-storage', place }
  if (request.sender === 'platform') return { way: 'new-window' }
  throw unknown()
}

/**
 * Our page asked the platform's storage. Whoever begins a login in a browser of their own knows its secret, so a proof
 * counts from our page only: another site's form could carry it into a stranger's browser.
 */
function bindByProof(login: LoginState, vouched: boolean, { sender, proof }: Bringing): Binding {
  if (sender !== 'tool') throw unknown()
  if (proof !== null) return own(proof, login, { way: 'storage' })
  if (vouched) return { way: 'new-window' }
  throw unknown()
}

function own(secret: string, login: LoginState, binding: Binding): Binding {
  if (isSecret(secret, login.browserHash)) return binding
  throw new LtiError('state_mismatch', 'the state was issued to another browser')
}

const unknown = () =>
  new LtiError('browser_unknown', 'the browser of the launch is not known to be the browser of the login')
