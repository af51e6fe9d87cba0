import { expect } from 'chai'
import { nextPlatformKey, platformKey, strangersKey } from '../support/keys.ts'
import { json } from '../support/network.ts'
import { moodleRegistration, payloadOf, refusal, sign, type World, world } from '../support/world.ts'

const { jwksUrl } = moodleRegistration

async function launchWith(here: World, key = platformKey) {
  const loggedIn = await here.login()
  return here.launch(loggedIn, await sign(payloadOf(here, loggedIn), key.privateJwk))
}

describe("the platform's keys", () => {
  it('are fetched once for many launches, with a User-Agent', async () => {
    const here = world()
    await Promise.all(Array.from({ length: 5 }, () => launchWith(here)))
    await launchWith(here)
    expect(here.net.count(jwksUrl)).to.equal(1)
    expect(here.net.sent[0]?.headers.get('user-agent')).to.equal('CredentialLadder (+https://tool.example)')
  })

  it('are fetched again after an hour, or sooner where the platform says so', async () => {
    const here = world()
    await launchWith(here)
    here.now += 3_599_000
    await launchWith(here)
    expect(here.net.count(jwksUrl)).to.equal(1)
    here.net.on(jwksUrl, () =>
      json({ keys: [platformKey.publicJwk] }, { headers: { 'cache-control': 'public, max-age=120' } }),
    )
    here.now += 1000
    await launchWith(here)
    expect(here.net.count(jwksUrl)).to.equal(2)
    here.now += 120_000
    await launchWith(here)
    expect(here.net.count(jwksUrl)).to.equal(3)
  })

  it('are fetched again when a key is new', async () => {
    const here = world()
    await launchWith(here)
    here.net.on(jwksUrl, () => json({ keys: [nextPlatformKey.publicJwk, platformKey.publicJwk] }))
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => launchWith(here, nextPlatformKey)))
    expect(outcomes.every(({ type }) => type === 'launched')).to.equal(true)
    expect(here.net.count(jwksUrl)).to.equal(2)
  })

  it('are fetched for made-up kids at most once in 30 s', async () => {
    const here = world()
    await launchWith(here)
    for (let times = 0; times < 5; times += 1) {
      expect((await refusal(launchWith(here, strangersKey))).code).to.equal('key_unknown')
    }
    expect(here.net.count(jwksUrl)).to.equal(2)
    here.now += 30_000
    await refusal(launchWith(here, strangersKey))
    expect(here.net.count(jwksUrl)).to.equal(3)
    await launchWith(here)
  })

  it('may come without alg and use, and among others of another kind', async () => {
    const here = world()
    const { kty, n, e, kid } = platformKey.publicJwk
    here.net.on(jwksUrl, () =>
      json({
        keys: [
          { kty, n, e, kid },
          { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
        ],
      }),
    )
    expect((await launchWith(here)).type).to.equal('launched')
  })

  for (const [what, answer, code] of [
    ['are gone', () => json({}, { status: 404 }), 'keys_unavailable'],
    ['are no key set', () => json({ keys: 'none' }), 'keys_unavailable'],
    ['are a page', () => new Response('<html>'), 'reply_invalid'],
    ['are endless', () => new Response('x'.repeat(2_000_000)), 'reply_too_large'],
    ['fail', () => json({}, { status: 503 }), 'platform_unreachable'],
  ] as const) {
    it(`end in ${code} when they ${what}, and are asked for again at the next launch`, async () => {
      const here = world()
      here.net.on(jwksUrl, answer)
      expect((await refusal(launchWith(here))).code).to.equal(code)
      here.net.on(jwksUrl, () => json({ keys: [platformKey.publicJwk] }))
      expect((await launchWith(here)).type).to.equal('launched')
    })
  }

  it('of the tool are published without their private part', async () => {
    const { keys } = await world().tool.jwks()
    expect(keys).to.have.length(1)
    expect(Object.keys(keys[0] ?? {}).sort()).to.deep.equal(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  })
})
