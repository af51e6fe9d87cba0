import { expect } from 'chai'
import { load } from 'cheerio'
import type { JWTPayload } from 'jose'
import {
  type Claims,
  claims,
  DEEP_LINKING,
  type Login,
  LTI,
  launch,
  login,
  role,
  signedByStranger,
  signedWithPublicKey,
  unsigned,
} from './forge.ts'
import { type Inside, openInside } from './inside.ts'

interface Forged {
  readonly state: string
  readonly id_token: string
  readonly cookie?: string
}
type Forge = (inside: Inside, roles: Claims) => Promise<Forged>

/** A launch with other claims, rightly signed. */
const withClaims =
  (changes: (inside: Inside) => Claims): Forge =>
  async (inside, roles) => {
    const begun = await login(inside)
    const payload = claims(inside, begun.nonce, { ...roles, ...changes(inside) })
    return { ...begun, id_token: await inside.vle.keys.sign(payload) }
  }
const withToken =
  (make: (inside: Inside, payload: JWTPayload) => Promise<string> | string): Forge =>
  async (inside, roles) => {
    const begun = await login(inside)
    return { ...begun, id_token: await make(inside, claims(inside, begun.nonce, roles)) }
  }
/** A right token for one login, sent with parts of another. */
const between =
  (mix: (first: Login, second: Login) => { nonce: string; state: string; cookie?: string }): Forge =>
  async (inside, roles) => {
    const { nonce, ...sent } = mix(await login(inside), await login(inside))
    return { ...sent, id_token: await inside.vle.keys.sign(claims(inside, nonce, roles)) }
  }
const past = Math.floor(Date.now() / 1000) - 600

const FAULTS: readonly (readonly [what: string, code: string, forge: Forge, status?: number])[] = [
  ['a nonce that was never issued', 'nonce_mismatch', withClaims(() => ({ nonce: 'made-up' }))],
  [
    'the nonce of another login',
    'nonce_mismatch',
    between((first, second) => ({ ...second, nonce: first.nonce })),
  ],
  ['no nonce', 'nonce_missing', withClaims(() => ({ nonce: undefined }))],
  ['a state that was never issued', 'state_unknown', between((first) => ({ ...first, state: 'made-up' }))],
  [
    "another browser's state",
    'state_mismatch',
    // What a thief's browser holds for the same login is a cookie of its own.
    between((first, second) => ({ ...first, cookie: renamed(first, second) })),
  ],
  ['no cookie at all', 'browser_unknown', between(({ nonce, state }) => ({ nonce, state }))],
  ['an unknown deployment', 'deployment_unknown', withClaims(() => ({ [`${LTI}/deployment_id`]: '999' }))],
  ['another issuer', 'issuer_mismatch', withClaims(() => ({ iss: 'https://vle.example' }))],
  ['an expired token', 'token_expired', withClaims(() => ({ iat: past, exp: past + 60 }))],
  ['no expiry', 'exp_missing', withClaims(() => ({ exp: undefined }))],
  ['no signature', 'algorithm_refused', withToken((_inside, payload) => unsigned(payload))],
  ['the public key used as a secret', 'algorithm_refused', withToken(signedWithPublicKey)],
  [
    "a stranger's key under the platform's name",
    'signature_invalid',
    withToken((inside, payload) => signedByStranger(inside, payload, false)),
  ],
  [
    "a stranger's key under its own name",
    'key_unknown',
    withToken((inside, payload) => signedByStranger(inside, payload, true)),
  ],
  ['another audience', 'audience_mismatch', withClaims(() => ({ aud: 'another-tool' }))],
  [
    'a shared audience without azp',
    'azp_missing',
    withClaims(({ registered }) => ({ aud: [registered.clientId, 'other'] })),
  ],
  [
    'a foreign azp',
    'azp_mismatch',
    withClaims(({ registered }) => ({ aud: [registered.clientId, 'other'], azp: 'other' })),
  ],
  [
    'a foreign target',
    'target_link_foreign',
    withClaims(() => ({ [`${LTI}/target_link_uri`]: 'https://evil.example/lti/launch' })),
  ],
  [
    'an unknown type of message',
    'message_type_unknown',
    withClaims(() => ({ [`${LTI}/message_type`]: 'LtiStartProctoring' })),
  ],
  ['no version', 'version_missing', withClaims(() => ({ [`${LTI}/version`]: undefined }))],
  ['no roles', 'roles_missing', withClaims(() => ({ [`${LTI}/roles`]: undefined }))],
  [
    'deep linking that returns elsewhere',
    'return_url_foreign',
    withClaims(() => ({
      [`${LTI}/message_type`]: 'LtiDeepLinkingRequest',
      [DEEP_LINKING]: { deep_link_return_url: 'https://evil.example/', accept_types: ['ltiResourceLink'] },
    })),
  ],
  ['no course', 'no_context', withClaims(() => ({ [`${LTI}/context`]: undefined }))],
  ['a token of 300 kB', 'token_too_large', withToken(() => 'a'.repeat(300_000)), 413],
  ['a token of 1 MB', 'too_large', withToken(() => 'a'.repeat(1_000_000)), 413],
]

const renamed = (own: Login, other: Login) => `${own.cookie.split('=')[0]}=${other.cookie.split('=')[1]}`
const LEARNER = { [`${LTI}/roles`]: [role('Learner')] }
const STAFF = { [`${LTI}/roles`]: [role('Instructor')], sub: '33' }

describe('a launch', function () {
  this.timeout(60_000)
  let inside: Inside
  before(async () => {
    inside = await openInside({ learners: 3 })
  })
  after(() => inside?.close())

  const sessionsOf = (replies: readonly Response[]) =>
    replies.filter((reply) => reply.headers.getSetCookie().some((line) => line.startsWith('session=')))

  it('that is right leads to a page', async () => {
    const forged = await withClaims(() => ({}))(inside, LEARNER)
    const reply = await launch(inside, forged, forged)
    expect(reply.status).to.equal(303)
    expect((await follow(reply)).status).to.equal(200)
  })

  for (const [what, code, forge, status = 400] of FAULTS) {
    it(`with ${what} is refused as ${code}, in words, and opens no session`, async () => {
      for (const [who, roles] of Object.entries({ LEARNER, STAFF })) {
        const titles = new Set<string>()
        for (const language of ['en', 'cy']) {
          const forged = await forge(inside, roles)
          const reply = await launch(inside, forged, { ...forged, language })
          const at = `${who} ${language}`
          expect(reply.status, at).to.equal(status)
          expect(sessionsOf([reply]), at).to.deep.equal([])
          const $ = load(await reply.text())
          expect($('meta[name="error-code"]').attr('content'), at).to.equal(code)
          expect($('html').attr('lang'), at).to.equal(language)
          const lines = $('main h1, main p')
            .map((_index, element) => $(element).text().trim())
            .get()
          expect(lines.length, at).to.be.at.least(4)
          for (const line of lines) {
            expect(line, at)
              .to.match(/\p{L}+ \p{L}+/u)
              .and.not.match(/errors\.|\{\{/)
            expect(line, at).not.to.include(code)
          }
          titles.add(lines.join())
        }
        expect(titles.size, 'words in both languages').to.equal(2)
      }
      const forged = await forge(inside, LEARNER)
      const reply = await launch(inside, forged, { ...forged, accept: 'application/json' })
      const { error } = (await reply.json()) as { error: { code: string; message: string } }
      expect(error.code).to.equal(code)
      expect(error.message).to.match(/\p{L}+ \p{L}+/u)
    })
  }

  it('opens one session however often its form is posted', async () => {
    const forged = await withClaims(() => ({}))(inside, LEARNER)
    const replies = await Promise.all(Array.from({ length: 8 }, () => launch(inside, forged, forged)))
    expect(sessionsOf(replies)).to.have.length(1)
    expect(replies.map((reply) => reply.status).sort()).to.deep.equal([303, ...Array(7).fill(400)])
    const later = await launch(inside, forged, forged)
    expect(load(await later.text())('meta[name="error-code"]').attr('content')).to.equal('state_unknown')
  })

  it('that names nobody shows a page and records nothing', async () => {
    const forged = await withClaims(() => ({ sub: undefined }))(inside, {})
    const reply = await launch(inside, forged, forged)
    expect(reply.status).to.equal(303)
    const page = await follow(reply)
    expect(page.status).to.equal(200)
    const $ = load(await page.text())
    expect($('main').text()).to.match(/VLE did not say who you are/)
    expect($('form[method="post"]').length).to.equal(0)
  })

  function follow(reply: Response): Promise<Response> {
    const cookie = reply.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    return fetch(new URL(reply.headers.get('location') ?? '', inside.toolUrl), { headers: { cookie } })
  }
})
