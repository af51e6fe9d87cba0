/** Replies that the reference VLE never gives. */
import { expect } from 'chai'
import type { Probe } from '../../../src/lti/index.ts'
import { createLtiTool, SCOPE } from '../../../src/lti/index.ts'
import { platformKey } from '../support/keys.ts'
import { json } from '../support/network.ts'
import {
  ALL_SCOPES,
  LINE_ITEM,
  LINE_ITEMS,
  MEMBERSHIPS,
  type ServiceWorld,
  serviceWorld,
} from '../support/services.ts'
import { moodleRegistration, payloadOf, sign } from '../support/world.ts'

const { jwksUrl, tokenUrl } = moodleRegistration
const WANTED = [SCOPE.lineItem, SCOPE.resultReadOnly, SCOPE.score, SCOPE.membership]

function healthy(): ServiceWorld {
  const here = serviceWorld()
  here.net.on(MEMBERSHIPS, () => json({ members: [{ user_id: '3' }] }))
  here.net.on(LINE_ITEMS, () => json([{ id: LINE_ITEM, label: 'Essay', scoreMaximum: 10 }]))
  here.net.on(`${LINE_ITEM}/results`, () => json([]))
  return here
}

const diagnose = (here: ServiceWorld) =>
  here.tool.diagnose(here.registration, {
    scopes: WANTED,
    membershipsUrl: MEMBERSHIPS,
    lineItemsUrl: LINE_ITEMS,
  })

async function probe(here: ServiceWorld, id: Probe['id']): Promise<Probe | undefined> {
  return (await diagnose(here)).find((one) => one.id === id)
}

describe('what the diagnosis makes of', () => {
  it('a platform without a fault: all passes', async () => {
    expect((await diagnose(healthy())).filter(({ outcome }) => outcome === 'fail')).to.deep.equal([])
  })

  const { privateJwk: _, publicJwk } = platformKey
  const useless: readonly [what: string, keys: object[]][] = [
    ['no key', []],
    ['a key of another kind', [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }]],
    ['a key for encryption', [{ ...publicJwk, use: 'enc' }]],
    ['a key for another algorithm', [{ ...publicJwk, alg: 'RS512' }]],
    ['a key that is too short', [{ ...publicJwk, n: 'AQAB' }]],
    ['a key that is none', [{ ...publicJwk, n: 7, e: [] }]],
  ]
  for (const [what, keys] of useless) {
    it(`a key set with ${what}: no launch can be checked`, async () => {
      const here = healthy()
      here.net.on(jwksUrl, () => json({ keys }))
      expect(await probe(here, 'keys')).to.deep.include({ outcome: 'fail', code: 'keys_none_usable' })
    })
  }

  it('a key set that launches use from memory: how old that copy is', async () => {
    const here = healthy()
    expect((await probe(here, 'keys'))?.detail).to.deep.equal({ keys: '1' })
    const loggedIn = await here.login()
    await here.launch(loggedIn, await sign(payloadOf(here, loggedIn)))
    here.now += 90_000
    expect((await probe(here, 'keys'))?.detail).to.deep.equal({ keys: '1', cachedSeconds: '90' })
  })

  const causes: readonly [what: string, cause: unknown, code: Probe['code']][] = [
    ['a name that nobody knows', Object.assign(new Error('x'), { code: 'ENOTFOUND' }), 'name_not_found'],
    [
      'an expired certificate',
      Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }),
      'certificate_invalid',
    ],
    [
      'a certificate for another host',
      Object.assign(new Error('x'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
      'certificate_invalid',
    ],
    [
      'an address that the tool does not go to',
      Object.assign(new Error('x'), { code: 'address_refused' }),
      'address_refused',
    ],
    [
      'a connection that takes too long',
      Object.assign(new Error('x'), { code: 'UND_ERR_CONNECT_TIMEOUT' }),
      'too_slow',
    ],
    ['a connection that is refused', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'unreachable'],
  ]
  for (const [what, cause, code] of causes) {
    it(`${what}: ${code}, without the words of the fault`, async () => {
      const here = healthy()
      here.net.on(tokenUrl, () => {
        throw new TypeError('fetch failed', { cause })
      })
      expect(await probe(here, 'token')).to.deep.equal({
        id: 'token',
        outcome: 'fail',
        code,
        detail: { host: new URL(tokenUrl).host },
      })
    })
  }

  it('a redirect to a page to sign in: nothing follows it', async () => {
    const here = healthy()
    here.net.on(
      MEMBERSHIPS,
      () => new Response(null, { status: 302, headers: { location: 'https://login.example/' } }),
    )
    expect(await probe(here, 'memberships')).to.deep.include({ outcome: 'fail', code: 'redirected' })
    expect(here.net.count('https://login.example/')).to.equal(0)
  })

  it('a key of our own that cannot be opened: the platform is not asked for a token', async () => {
    const { net, store, registration } = healthy()
    const lost = () => Promise.reject(new Error('unable to authenticate data'))
    const tool = createLtiTool({
      store,
      keys: { current: lost, published: lost },
      fetch: net.fetch,
      clock: () => 0,
      random: () => 'random',
      toolUrl: 'https://tool.example',
    })
    const probes = await tool.diagnose(registration, {
      scopes: WANTED,
      membershipsUrl: null,
      lineItemsUrl: null,
    })
    expect(probes.find(({ id }) => id === 'token')).to.deep.include({
      outcome: 'fail',
      code: 'own_key_unusable',
    })
    expect(net.count(tokenUrl)).to.equal(0)
  })

  it('lists of many pages: the first one is enough', async () => {
    const here = healthy()
    const link = { link: `<${MEMBERSHIPS}?page=2>; rel="next"` }
    here.net.on(MEMBERSHIPS, () => json({ members: [{ user_id: '3' }] }, { headers: link }))
    expect((await probe(here, 'memberships'))?.detail).to.deep.equal({ members: '1' })
    expect(here.net.count(MEMBERSHIPS)).to.equal(1)
  })

  it('a service that breaks: it is asked once, not again and again', async () => {
    const here = healthy()
    here.net.on(MEMBERSHIPS, () => json({}, { status: 503 }))
    expect(await probe(here, 'memberships')).to.deep.include({ code: 'server_error' })
    expect(here.net.count(MEMBERSHIPS)).to.equal(1)
    expect(here.waits).to.deep.equal([])
  })

  it('a platform that refuses the whole set of scopes: which of them it is', async () => {
    const here = healthy()
    here.net.on(tokenUrl, ({ body }) => {
      const asked = new URLSearchParams(body).get('scope')?.split(' ') ?? []
      return asked.includes(SCOPE.score)
        ? json({ error: 'invalid_scope' }, { status: 400 })
        : json({ access_token: 'token-1', scope: asked.join(' ') })
    })
    const probes = await diagnose(here)
    expect(probes.find(({ id }) => id === 'token')?.outcome).to.equal('pass')
    expect(probes.find(({ id }) => id === 'scopes')).to.deep.include({
      outcome: 'fail',
      code: 'scopes_missing',
      detail: { scopes: 'score' },
    })
    expect(probes.find(({ id }) => id === 'results')?.outcome).to.equal('pass')
  })

  it('the time that a cache kept: nothing', async () => {
    const here = healthy()
    const headers = { date: new Date(here.now + 3_600_000).toUTCString(), age: '3600' }
    here.net.on(tokenUrl, () => json({ access_token: 't', scope: ALL_SCOPES.join(' ') }, { headers }))
    expect((await probe(here, 'clock'))?.code).to.equal('no_reply')
  })
})
