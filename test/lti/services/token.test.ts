import { expect } from 'chai'
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { SCOPE } from '../../../src/lti/scopes.ts'
import { toolKey } from '../support/keys.ts'
import { json } from '../support/network.ts'
import { ALL_SCOPES, collect, inTurn, MEMBERSHIPS, serviceWorld, tokenReply } from '../support/services.ts'
import { moodleRegistration, refusal } from '../support/world.ts'

const { tokenUrl } = moodleRegistration
const nobody = () => json({ members: [] })

describe('the access token', () => {
  it('is asked for with a signed assertion', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, nobody)
    await collect(here.services.memberships(MEMBERSHIPS))
    const [asked, used] = here.net.sent
    const form = new URLSearchParams(asked?.body)
    expect(form.get('grant_type')).to.equal('client_credentials')
    expect(form.get('client_assertion_type')).to.equal(
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    )
    expect(form.get('scope')?.split(' ')).to.have.members(ALL_SCOPES)
    const assertion = form.get('client_assertion') ?? ''
    expect(decodeProtectedHeader(assertion)).to.deep.include({ alg: 'RS256', kid: 'tool-1' })
    const { payload } = await jwtVerify(assertion, await importJWK(toolKey.publicJwk, 'RS256'), {
      currentDate: new Date(here.now),
    })
    expect(payload).to.deep.include({
      iss: moodleRegistration.clientId,
      sub: moodleRegistration.clientId,
      aud: tokenUrl,
      iat: here.now / 1000,
      exp: here.now / 1000 + 300,
    })
    expect(payload.jti).to.be.a('string')
    expect(used?.headers.get('authorization')).to.equal('Bearer token-1')
    expect(used?.headers.get('user-agent')).to.equal('CredentialLadder (+https://tool.example)')
  })

  for (const [what, change, aud] of [
    ["the registration's audience", { tokenAudience: 'https://auth.example' }, 'https://auth.example'],
    [
      "Brightspace's authorization server",
      { family: 'desire2learn' },
      'https://api.brightspace.com/auth/token',
    ],
  ] as const) {
    it(`is asked for from ${what}`, async () => {
      const here = serviceWorld(change)
      here.net.on(MEMBERSHIPS, nobody)
      await collect(here.services.memberships(MEMBERSHIPS))
      const assertion = new URLSearchParams(here.net.sent[0]?.body).get('client_assertion') ?? ''
      const { payload } = await jwtVerify(assertion, await importJWK(toolKey.publicJwk, 'RS256'), {
        currentDate: new Date(here.now),
      })
      expect(payload.aud).to.equal(aud)
    })
  }

  it('is asked for once by 50 parallel callers, in any order of scopes', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, nobody)
    const callers = Array.from({ length: 50 }, (_, index) =>
      here.tool.services(here.registration, index % 2 === 0 ? ALL_SCOPES : [...ALL_SCOPES].reverse()),
    )
    await Promise.all(callers.map((services) => collect(services.memberships(MEMBERSHIPS))))
    expect(here.net.count(tokenUrl)).to.equal(1)
    expect(here.net.count(MEMBERSHIPS)).to.equal(50)
  })

  it('is renewed 60 s before it ends', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, nobody)
    const read = () => collect(here.services.memberships(MEMBERSHIPS))
    await read()
    here.now += 3_539_000
    await read()
    expect(here.net.count(tokenUrl)).to.equal(1)
    here.now += 1000
    await read()
    expect(here.net.count(tokenUrl)).to.equal(2)
  })

  it('is replaced once when the service refuses it, for all callers together', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, ({ headers }) =>
      headers.get('authorization') === 'Bearer token-1' ? json({}, { status: 401 }) : nobody(),
    )
    await Promise.all(Array.from({ length: 10 }, () => collect(here.services.memberships(MEMBERSHIPS))))
    expect(here.net.count(tokenUrl)).to.equal(2)
  })

  it('is not replaced for ever', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, () => json({}, { status: 401 }))
    expect((await refusal(collect(here.services.memberships(MEMBERSHIPS)))).code).to.equal('service_refused')
    expect(here.net.count(tokenUrl)).to.equal(2)
  })

  it('is asked for again after a failure', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, nobody)
    here.net.on(tokenUrl, () => json({ error: 'invalid_client' }, { status: 400 }))
    const error = await refusal(collect(here.services.memberships(MEMBERSHIPS)))
    expect(error).to.deep.include({ code: 'token_refused', retryable: true })
    expect(error.detail).to.deep.equal({ status: '400', error: 'invalid_client' })
    here.net.on(tokenUrl, () => tokenReply('token-9'))
    await collect(here.services.memberships(MEMBERSHIPS))
  })

  it('is not asked for when the scope was never granted', async () => {
    const here = serviceWorld({}, [SCOPE.score])
    const error = await refusal(collect(here.services.memberships(MEMBERSHIPS)))
    expect(error.code).to.equal('scope_missing')
    expect(error.detail).to.deep.equal({ scope: SCOPE.membership })
    expect(here.net.sent).to.have.length(0)
  })

  it('that lacks the scope is not used', async () => {
    const here = serviceWorld()
    here.net.on(tokenUrl, () => tokenReply('token-1', [SCOPE.score]))
    const error = await refusal(collect(here.services.memberships(MEMBERSHIPS)))
    expect(error.code).to.equal('scope_missing')
    expect(error.detail).to.deep.equal({ scope: SCOPE.membership })
    expect(here.net.count(MEMBERSHIPS)).to.equal(0)
  })

  it('is asked for with one scope when the platform refuses the whole set', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, nobody)
    here.net.on(tokenUrl, ({ body }) =>
      new URLSearchParams(body).get('scope') === SCOPE.membership
        ? tokenReply('token-1', [SCOPE.membership])
        : json({ error: 'invalid_scope' }, { status: 400 }),
    )
    await collect(here.services.memberships(MEMBERSHIPS))
    expect(here.net.count(tokenUrl)).to.equal(2)
  })

  it('names lineitem.readonly on Moodle, which reads nothing without it', async () => {
    const here = serviceWorld({}, [SCOPE.lineItem])
    here.net.on('https://moodle.example/items', () => json([]))
    await here.services.lineItems('https://moodle.example/items')
    expect(new URLSearchParams(here.net.sent[0]?.body).get('scope')?.split(' ')).to.include(
      SCOPE.lineItemReadOnly,
    )
  })

  it('may come without expires_in and scope', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, nobody)
    here.net.on(
      tokenUrl,
      inTurn(() => json({ access_token: 'bare' })),
    )
    await collect(here.services.memberships(MEMBERSHIPS))
    await collect(here.services.memberships(MEMBERSHIPS))
    expect(here.net.count(tokenUrl)).to.equal(1)
  })

  it('that is none is a fault of the platform', async () => {
    const here = serviceWorld()
    here.net.on(tokenUrl, () => json({ token: 'x' }))
    expect((await refusal(collect(here.services.memberships(MEMBERSHIPS)))).code).to.equal('reply_invalid')
  })
})
