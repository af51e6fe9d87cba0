import { expect } from 'chai'
import { base64url, SignJWT } from 'jose'
import { CLIENT_ID, claim, DL_SETTINGS, deepLinkingPayload } from '../support/claims.ts'
import { platformKey, strangersKey } from '../support/keys.ts'
import {
  type LoggedIn,
  moodleRegistration,
  payloadOf,
  refusal,
  sign,
  type World,
  world,
} from '../support/world.ts'

type Payload = Record<string, unknown>
type Change = (payload: Payload, here: World) => Payload

const without =
  (name: string): Change =>
  (payload) =>
    Object.fromEntries(Object.entries(payload).filter(([key]) => key !== name))
const set =
  (change: Payload): Change =>
  (payload) => ({ ...payload, ...change })
const clock =
  (secondsAhead: number): Change =>
  (payload) => ({
    ...payload,
    iat: Number(payload.iat) + secondsAhead,
    exp: Number(payload.exp) + secondsAhead,
  })

const refused: [string, Change, string][] = [
  ['a nonce never issued', set({ nonce: 'made-up' }), 'nonce_mismatch'],
  ['no nonce', without('nonce'), 'nonce_missing'],
  ['an unknown deployment', set({ [claim('deployment_id')]: '99' }), 'deployment_mismatch'],
  ['no deployment', without(claim('deployment_id')), 'deployment_missing'],
  ['another client', set({ aud: 'stranger' }), 'audience_mismatch'],
  ['no audience', without('aud'), 'audience_mismatch'],
  ['another issuer', set({ iss: 'https://stranger.example' }), 'issuer_mismatch'],
  ['an issuer with a slash more', set({ iss: 'https://moodle.example/' }), 'issuer_mismatch'],
  ['no exp', without('exp'), 'exp_missing'],
  ['an exp that is text', set({ exp: '9999999999' }), 'exp_missing'],
  ['no iat', without('iat'), 'iat_missing'],
  ['an expired token', clock(-121), 'token_expired'],
  ['iat an hour ahead', clock(3600), 'iat_in_future'],
  ['iat 61 s ahead', clock(61), 'iat_in_future'],
  ['iat two hours ago', (payload) => ({ ...payload, iat: Number(payload.iat) - 7200 }), 'iat_too_old'],
  [
    'nbf an hour ahead',
    (payload) => ({ ...payload, nbf: Number(payload.iat) + 3600 }),
    'token_not_yet_valid',
  ],
  ['an audience shared with a stranger, no azp', set({ aud: [CLIENT_ID, 'stranger'] }), 'azp_missing'],
  ['an azp of a stranger', set({ azp: 'stranger' }), 'azp_mismatch'],
  ['a shared audience and an azp of a stranger', set({ aud: [CLIENT_ID, 's'], azp: 's' }), 'azp_mismatch'],
  [
    'a target on another host',
    set({ [claim('target_link_uri')]: 'https://evil.example/lti/launch' }),
    'target_link_foreign',
  ],
  [
    'a target //evil.example',
    set({ [claim('target_link_uri')]: '//evil.example/lti/launch' }),
    'target_link_invalid',
  ],
  [
    'a target path //evil.example',
    set({ [claim('target_link_uri')]: 'https://tool.example//evil.example' }),
    'target_link_invalid',
  ],
  [
    'a target other than the login',
    set({ [claim('target_link_uri')]: 'https://tool.example/admin' }),
    'target_link_mismatch',
  ],
  ['no target', without(claim('target_link_uri')), 'target_link_missing'],
  ['an unknown message type', set({ [claim('message_type')]: 'LtiSomethingElse' }), 'message_type_unknown'],
  ['no message type', without(claim('message_type')), 'message_type_missing'],
  ['no version', without(claim('version')), 'version_missing'],
  ['version 1.1', set({ [claim('version')]: '1.1.0' }), 'version_unsupported'],
  ['no roles', without(claim('roles')), 'roles_missing'],
  ['roles that are no array', set({ [claim('roles')]: 'Instructor' }), 'roles_missing'],
  ['a sub without end', set({ sub: 'x'.repeat(300) }), 'sub_invalid'],
  ['no resource link', without(claim('resource_link')), 'resource_link_missing'],
  ['a resource link without id', set({ [claim('resource_link')]: { title: 'x' } }), 'resource_link_missing'],
  ['a review of nobody', set({ [claim('message_type')]: 'LtiSubmissionReviewRequest' }), 'for_user_missing'],
  [
    'deep linking without settings',
    deepLinking({ [DL_SETTINGS]: undefined }),
    'deep_linking_settings_missing',
  ],
  ['a return URL on another origin', returningTo('https://evil.example/return'), 'return_url_foreign'],
  ['a return URL with a user name', returningTo('https://a:b@moodle.example/return'), 'return_url_foreign'],
  ['a return URL that is script', returningTo('javascript:alert(1)'), 'return_url_invalid'],
]

function deepLinking(change: Payload): Change {
  return (payload) => ({ ...deepLinkingPayload(Number(payload.iat), String(payload.nonce)), ...change })
}

function returningTo(url: string): Change {
  return (payload) => {
    const asked = deepLinkingPayload(Number(payload.iat), String(payload.nonce))
    return { ...asked, [DL_SETTINGS]: { ...Object(asked[DL_SETTINGS]), deep_link_return_url: url } }
  }
}

const accepted: [string, Change][] = [
  ['a token as it should be', (payload) => payload],
  ["the platform's clock 15 s behind", clock(-15)],
  ["the platform's clock 60 s behind", clock(-60)],
  ["the platform's clock 60 s ahead", clock(60)],
  ['an audience in an array of one', set({ aud: [CLIENT_ID] })],
  ['a shared audience with our azp', set({ aud: [CLIENT_ID, 'other'], azp: CLIENT_ID })],
  ['no roles in the array', set({ [claim('roles')]: [] })],
  ['no sub: an anonymous launch', without('sub')],
  [
    'another query in the target',
    set({ [claim('target_link_uri')]: 'https://tool.example/lti/launch?badge=2' }),
  ],
  [
    'deep linking without a target',
    (payload, here) => without(claim('target_link_uri'))(deepLinking({})(payload, here), here),
  ],
]

describe('the attack table', () => {
  for (const [what, change, code] of refused) {
    it(`refuses ${what} as ${code}, and leaves the login usable`, async () => {
      const here = world()
      const loggedIn = await here.login()
      const good = payloadOf(here, loggedIn)
      const error = await refusal(here.launch(loggedIn, await sign(change(good, here))))
      expect(error.code).to.equal(code)
      expect(error.status).to.be.within(400, 499)
      expect((await here.launch(loggedIn, await sign(good))).type).to.equal('launched')
    })
  }

  for (const [what, change] of accepted) {
    it(`accepts ${what}`, async () => {
      const here = world()
      const loggedIn = await here.login()
      const outcome = await here.launch(loggedIn, await sign(change(payloadOf(here, loggedIn), here)))
      expect(outcome.type).to.equal('launched')
    })
  }

  it('refuses a deployment that the registration does not know', async () => {
    const here = world({ registrations: [{ ...moodleRegistration, deploymentIds: ['2'] }] })
    const loggedIn = await here.login()
    expect((await tried(here, loggedIn)).code).to.equal('deployment_unknown')
  })

  it('takes the first deployment of a registration that knows none', async () => {
    const here = world({ registrations: [{ ...moodleRegistration, deploymentIds: [] }] })
    const loggedIn = await here.login()
    expect((await here.launch(loggedIn, await sign(payloadOf(here, loggedIn)))).type).to.equal('launched')
  })

  it('refuses a token used a second time, and one with an earlier nonce', async () => {
    const here = world()
    const first = await here.login()
    const token = await sign(payloadOf(here, first))
    await here.launch(first, token)
    expect((await refusal(here.launch(first, token))).code).to.equal('state_unknown')
    const second = await here.login()
    expect((await refusal(here.launch(second, token))).code).to.equal('nonce_mismatch')
  })

  it('refuses a login older than ten minutes', async () => {
    const here = world()
    const loggedIn = await here.login()
    here.now += 600_000
    expect((await tried(here, loggedIn)).code).to.equal('state_expired')
  })

  it('refuses the launch when the registration is no longer approved', async () => {
    const here = world()
    const loggedIn = await here.login()
    const [login] = here.store.states.values()
    if (login) here.store.peekState = async () => ({ login, registration: null })
    expect((await tried(here, loggedIn)).code).to.equal('platform_unknown')
  })

  for (const alg of ['none', 'HS256', 'RS384', 'PS256', 'ES256']) {
    it(`refuses alg ${alg}`, async () => {
      const here = world()
      const loggedIn = await here.login()
      const error = await refusal(here.launch(loggedIn, await signedAs(alg, payloadOf(here, loggedIn))))
      expect(error.code).to.equal('algorithm_refused')
    })
  }

  it('refuses the key of another platform under the kid of this one', async () => {
    const here = world()
    const loggedIn = await here.login()
    const key = { ...strangersKey.privateJwk, kid: 'platform-1' }
    const error = await refusal(here.launch(loggedIn, await sign(payloadOf(here, loggedIn), key)))
    expect(error.code).to.equal('signature_invalid')
  })

  it('refuses an unknown kid after one more fetch', async () => {
    const here = world()
    const loggedIn = await here.login()
    const error = await refusal(
      here.launch(loggedIn, await sign(payloadOf(here, loggedIn), strangersKey.privateJwk)),
    )
    expect(error.code).to.equal('key_unknown')
    expect(here.net.count('https://moodle.example/mod/lti/certs.php')).to.equal(2)
  })

  it('refuses a payload changed after signing', async () => {
    const here = world()
    const loggedIn = await here.login()
    const payload = payloadOf(here, loggedIn)
    const [header, , signature] = (await sign(payload)).split('.')
    const changed = base64url.encode(JSON.stringify({ ...payload, sub: '2' }))
    const error = await refusal(here.launch(loggedIn, `${header}.${changed}.${signature}`))
    expect(error.code).to.equal('signature_invalid')
  })

  it('refuses a token with 1 MB of claims before looking into it', async () => {
    const here = world()
    const loggedIn = await here.login()
    const token = await sign({ ...payloadOf(here, loggedIn), filler: 'x'.repeat(1_000_000) })
    const error = await refusal(here.launch(loggedIn, token))
    expect(error).to.include({ code: 'token_too_large', status: 413 })
    expect(here.net.sent).to.have.length(0)
  })

  for (const token of ['', 'x', 'a.b', 'a.b.c', '...', 'e30.e30.', 'null.null.null']) {
    it(`refuses ${JSON.stringify(token)} as a token`, async () => {
      const here = world()
      const loggedIn = await here.login()
      const error = await refusal(here.launch(loggedIn, token))
      expect(error.code).to.be.oneOf(['id_token_missing', 'token_malformed', 'algorithm_refused'])
    })
  }

  it('refuses a signed payload that is no object', async () => {
    const here = world()
    const loggedIn = await here.login()
    const error = await refusal(here.launch(loggedIn, await signedText('["not","an","object"]')))
    expect(error.code).to.equal('token_malformed')
  })

  it('lets exactly one of 8 parallel posts of one token through', async () => {
    const here = world()
    const loggedIn = await here.login()
    const token = await sign(payloadOf(here, loggedIn))
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => here.launch(loggedIn, token)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1)
    const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    for (const code of codes) expect(code).to.be.oneOf(['state_used', 'state_unknown'])
    expect(here.net.count('https://moodle.example/mod/lti/certs.php')).to.equal(1)
  })

  it('says nothing of the token in a refusal', async () => {
    const here = world()
    const loggedIn = await here.login()
    const token = await sign({ ...payloadOf(here, loggedIn), nonce: 'made-up' })
    const error = await refusal(here.launch(loggedIn, token))
    const said = `${error.message} ${JSON.stringify(error.detail)}`
    for (const secret of [token, loggedIn.state, loggedIn.nonce, 'student01'])
      expect(said).not.to.include(secret)
  })
})

async function tried(here: World, loggedIn: LoggedIn) {
  return refusal(here.launch(loggedIn, await sign(payloadOf(here, loggedIn))))
}

async function signedAs(alg: string, payload: Payload): Promise<string> {
  if (alg === 'HS256') {
    // The well-known confusion: the public key, which everybody has, as the secret.
    const secret = new TextEncoder().encode(JSON.stringify(platformKey.publicJwk))
    return new SignJWT(payload).setProtectedHeader({ alg, kid: 'platform-1' }).sign(secret)
  }
  const encode = (value: unknown) => base64url.encode(JSON.stringify(value))
  return `${encode({ alg, kid: 'platform-1' })}.${encode(payload)}.${alg === 'none' ? '' : 'AAAA'}`
}

async function signedText(text: string): Promise<string> {
  const { CompactSign, importJWK } = await import('jose')
  return new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'RS256', kid: 'platform-1' })
    .sign(await importJWK(platformKey.privateJwk, 'RS256'))
}
