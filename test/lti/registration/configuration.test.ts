import { expect } from 'chai'
import { json } from '../support/network.ts'
import { refusal, world } from '../support/world.ts'
import { CONFIGURATION, codeOf, moodle, PLATFORM, read, SITE } from './support.ts'

const CANVAS = 'https://canvas.instructure.com'

describe('a platform’s configuration', () => {
  it('is read with the platform’s token', async () => {
    const here = world()
    expect(await read(moodle(), { here })).to.deep.include({
      issuer: SITE,
      authUrl: `${SITE}/mod/lti/auth.php`,
      tokenAudience: null,
      family: 'moodle',
      product: 'moodle',
      name: 'moodle.example',
      claims: ['sub', 'iss', 'name', 'email'],
      frameOrigins: [SITE],
    })
    expect(here.net.sent.map(({ headers }) => headers.get('authorization'))).to.deep.equal([
      'Bearer vle-token',
    ])
  })

  it('may leave out what it supports, and be of a product nobody knows', async () => {
    const configuration = moodle({ scopes_supported: 'all', claims_supported: [], [PLATFORM]: null })
    expect(await read(configuration)).to.deep.include({
      family: null,
      product: 'other',
      scopes: null,
      claims: null,
      messages: null,
    })
  })

  it('names the audience of tokens where that is an address of its own', async () => {
    const audience = async (authorization_server: unknown) =>
      (await read(moodle({ authorization_server }))).tokenAudience
    expect(await audience('https://api.brightspace.com/auth/token')).to.equal(
      'https://api.brightspace.com/auth/token',
    )
    expect(await audience('canvas.instructure.com'), 'a bare host, as Canvas has it').to.equal(null)
    expect(await audience(`${SITE}/mod/lti/token.php`)).to.equal(null)
    expect(await audience(7)).to.equal(null)
  })

  it('speaks for its own host only', async () => {
    for (const issuer of ['https://other.example', `${SITE}:8443`, 'https://example', `${SITE}.evil.example`])
      expect(await codeOf(read(moodle({ issuer }))), issuer).to.equal('issuer_host_mismatch')
    expect((await read(moodle({ issuer: `${SITE}/moodle` }))).issuer).to.equal(`${SITE}/moodle`)
    const vouchedHost = 'moodle.example'
    expect(await codeOf(read(moodle({ issuer: 'https://other.example' }), { vouchedHost }))).to.equal(
      'issuer_host_mismatch',
    )
  })

  it('of a hosted platform speaks for the shared issuer from the platform’s domains, or from a host that is vouched for', async () => {
    const from = (url: string, issuer: string, vouchedHost?: string) =>
      read(moodle({ issuer }, { product_family_code: 'canvas' }), {
        url,
        ...(vouchedHost === undefined ? {} : { vouchedHost }),
      })
    const school = await from('https://school.instructure.com/c', CANVAS)
    expect(school.frameOrigins).to.include.members([
      'https://school.instructure.com',
      'https://*.instructure.com',
    ])
    expect((await from('https://sso.canvaslms.com/c', CANVAS)).issuer).to.equal(CANVAS)
    expect((await from('https://learn.blackboard.com/c', 'https://blackboard.com')).issuer).to.equal(
      'https://blackboard.com',
    )
    expect((await from('https://canvas.school.example/c', CANVAS, 'canvas.school.example')).issuer).to.equal(
      CANVAS,
    )
    for (const url of [
      'https://canvas.school.example/c',
      'https://evilinstructure.com/c',
      'https://instructure.com.evil.example/c',
      'https://learn.blackboard.com/c',
    ])
      expect(await codeOf(from(url, CANVAS)), url).to.equal('issuer_host_mismatch')
    expect(await codeOf(from('https://canvas.school.example/c', CANVAS, 'another.example'))).to.equal(
      'issuer_host_mismatch',
    )
  })

  it('that is on https names nothing on http', async () => {
    for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'registration_endpoint'])
      expect(await codeOf(read(moodle({ [name]: 'http://moodle.example/x' }))), name).to.equal(
        'configuration_invalid',
      )
    const plain = JSON.parse(JSON.stringify(moodle()).replaceAll('https://moodle', 'http://moodle'))
    expect((await read(plain, { url: 'http://moodle.example/c' })).issuer).to.equal('http://moodle.example')
  })

  for (const [what, configuration] of [
    ['a list', []],
    ['null', null],
    ['no issuer', moodle({ issuer: undefined })],
    ['an issuer with a query', moodle({ issuer: `${SITE}?a=1` })],
    ['an address of another kind', moodle({ jwks_uri: 'file:///etc/passwd' })],
    ['an address with a user name', moodle({ jwks_uri: 'https://a@moodle.example/x' })],
    [
      'an address that browsers read differently',
      moodle({ authorization_endpoint: 'https://moodle.example\\@evil/' }),
    ],
    ['a number for an address', moodle({ token_endpoint: 7 })],
    ['no place to register', moodle({ registration_endpoint: '' })],
  ] as const) {
    it(`is refused for ${what}`, async () => {
      expect(await codeOf(read(configuration))).to.equal('configuration_invalid')
    })
  }

  it('is asked for at plain absolute addresses only, and nowhere else', async () => {
    for (const url of [
      '',
      'nonsense',
      '//moodle.example',
      'file:///etc/passwd',
      'https://a:b@moodle.example/',
      'https://moodle.example/#x',
      ' https://moodle.example/',
      `https://m.example/${'x'.repeat(3000)}`,
    ]) {
      const here = world()
      const asked = here.tool.registration.readConfiguration({
        url,
        registrationToken: null,
        vouchedHost: null,
      })
      expect(await codeOf(asked), url.slice(0, 40)).to.equal('configuration_address_invalid')
      expect(here.net.sent).to.deep.equal([])
    }
  })

  it('that cannot be had is one and the same fault, asked for once, whatever the reason', async () => {
    const redirect = (location: string) => new Response(null, { status: 302, headers: { location } })
    const said = new Set<string>()
    for (const answer of [
      () => json(moodle(), { status: 404 }),
      () => json(moodle(), { status: 401 }),
      () => json(moodle(), { status: 503 }),
      () => redirect('https://169.254.169.254/latest'),
      () => redirect('http://localhost/'),
      () => new Response('x'.repeat(600_000)),
      () => {
        throw new TypeError('connect ECONNREFUSED 10.0.0.7:22')
      },
    ]) {
      const here = world()
      here.net.on(CONFIGURATION, answer)
      const asked = { url: CONFIGURATION, registrationToken: null, vouchedHost: null }
      const error = await refusal(here.tool.registration.readConfiguration(asked))
      said.add(JSON.stringify([error.code, error.status, error.message, error.detail]))
      expect(here.net.sent).to.have.length(1)
    }
    expect([...said]).to.deep.equal([
      JSON.stringify(['configuration_unreachable', 400, 'the configuration could not be read', {}]),
    ])
  })
})
