/** Ways to launch, right but for one thing. Each ends in the tool's first answer that decides. */
import type { JWTPayload } from 'jose'
import { type At, type Claims, claims, type Login, LoginRefused, launch, login } from './forge.ts'

export type Attempt = (at: At) => Promise<Response>

/** The launch of this login with this token, in the browser that logged in. */
const complete = (at: At, begun: Login, token: string) => launch(at, { ...begun, id_token: token }, begun)

/** A login that is refused is the answer. */
const orRefusal =
  (attempt: Attempt): Attempt =>
  async (at) => {
    try {
      return await attempt(at)
    } catch (error) {
      if (error instanceof LoginRefused) return error.reply
      throw error
    }
  }

/** Another login request; right otherwise. */
export const withLogin = (changes: (at: At) => Record<string, string>): Attempt =>
  orRefusal(async (at) => {
    const begun = await login(at, changes(at))
    return complete(at, begun, await at.target.vle.keys.sign(claims(at, begun.nonce)))
  })

/** Other claims, rightly signed. */
export const withClaims = (changes: (at: At) => Claims): Attempt =>
  withToken((at, payload) => at.target.vle.keys.sign({ ...payload, ...changes(at) }))

/** The platform's clock is so many seconds ahead. */
export const clock = (secondsAhead: number): Attempt =>
  withClaims(() => {
    const iat = Math.floor(Date.now() / 1000) + secondsAhead
    return { iat, exp: iat + 60 }
  })

/** Another header, rightly signed. */
export const withHeader = (changes: Claims): Attempt =>
  withToken((at, payload) => at.target.vle.keys.sign(payload, changes))

/** Another token for the right claims. */
export const withToken = (make: (at: At, payload: JWTPayload) => Promise<string> | string): Attempt =>
  orRefusal(async (at) => {
    const begun = await login(at)
    return complete(at, begun, await make(at, claims(at, begun.nonce)))
  })

/** A right token for one login, sent with parts of another. */
export const between = (
  mix: (first: Login, second: Login) => { nonce: string; state: string; cookie?: string },
): Attempt =>
  orRefusal(async (at) => {
    const { nonce, state, cookie } = mix(await login(at), await login(at))
    const id_token = await at.target.vle.keys.sign(claims(at, nonce))
    return launch(at, { state, id_token }, cookie === undefined ? {} : { cookie })
  })

/** A token that was used, with a login of its own. */
export const again: Attempt = orRefusal(async (at) => {
  const first = await login(at)
  const token = await at.target.vle.keys.sign(claims(at, first.nonce))
  await complete(at, first, token)
  return complete(at, await login(at), token)
})

/** The platform sends the browser to an address of the tool whose path begins like another host. */
export const toPath = (path: string): Attempt =>
  orRefusal(async (at) => {
    const url = `${new URL(at.target.registered.launchUrl).origin}${path}`
    const begun = await login(at, { target_link_uri: url })
    const changes = { 'https://purl.imsglobal.org/spec/lti/claim/target_link_uri': url }
    const id_token = await at.target.vle.keys.sign(claims(at, begun.nonce, changes))
    return launch(at, { ...begun, id_token }, { ...begun, url })
  })
