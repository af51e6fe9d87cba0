import { expect } from 'chai'
import request from 'supertest'
import { type Course, openCourse } from '../../app/course.ts'
import { type Site, site } from '../support.ts'
import { METADATA, READ } from './wallet.ts'

describe('an application that registers itself (RFC 7591)', () => {
  let course: Course
  let web: Site['web']

  before(async () => {
    course = await openCourse()
  })
  beforeEach(async () => {
    web = (await site({ app: course.tool.app, config: { toolUrl: course.toolUrl } })).web
  })
  after(() => course.close())

  const register = (change: object) =>
    request(web)
      .post('/oauth/register')
      .send({ ...METADATA, ...change })

  it('gets an id and a secret, told once and kept as a hash, and hears what it registered', async () => {
    const { status, body, headers } = await register({ logo_uri: 'https://cdn.example/logo.png', unknown: 1 })
    expect(status).to.equal(201)
    expect(headers['cache-control']).to.equal('no-store')
    expect(body).to.deep.include({ ...METADATA, logo_uri: 'https://cdn.example/logo.png' })
    expect(body).to.not.have.property('unknown')
    expect(body.client_secret_expires_at).to.equal(0)
    expect(body.client_id_issued_at).to.equal(Math.floor(course.clock.now() / 1000))
    const kept = await course.tool.store.applications.client(body.client_id)
    expect(JSON.stringify(kept)).to.not.contain(body.client_secret)
    expect(kept).to.include({ name: 'Open Wallet', host: 'wallet.example', refreshes: true })
  })

  it('gets what the standard says where it says nothing', async () => {
    const { body } = await request(web)
      .post('/oauth/register')
      .send({ client_name: 'Plain', redirect_uris: ['https://plain.example/cb'] })
    expect(body).to.deep.include({
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code'],
      response_types: ['code'],
    })
    expect(body.scope).to.contain(READ)
  })

  it('gets no more than is offered', async () => {
    const upsert = 'https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.upsert'
    const { body } = await register({
      scope: `${READ} ${upsert}`,
      grant_types: ['authorization_code', 'client_credentials'],
    })
    expect(body).to.deep.include({ scope: READ, grant_types: ['authorization_code'] })
  })

  it('may be a program on the learner’s own machine', async () => {
    const onMachine = { client_uri: 'https://app.example/', policy_uri: undefined }
    const { status } = await register({
      ...onMachine,
      redirect_uris: ['http://127.0.0.1:8400/cb', 'http://[::1]:8400/cb'],
    })
    expect(status).to.equal(201)
  })

  const refusals: [string, object, string][] = [
    ['no address', { redirect_uris: [] }, 'invalid_redirect_uri'],
    ['addresses that are none', { redirect_uris: 'https://wallet.example/back' }, 'invalid_redirect_uri'],
    ['an address in the clear', { redirect_uris: ['http://wallet.example/back'] }, 'invalid_redirect_uri'],
    ['a script', { redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri'],
    ['a fragment', { redirect_uris: ['https://wallet.example/#x'] }, 'invalid_redirect_uri'],
    ['an empty fragment', { redirect_uris: ['https://wallet.example/#'] }, 'invalid_redirect_uri'],
    ['a name in the address', { redirect_uris: ['https://a@wallet.example/'] }, 'invalid_redirect_uri'],
    ['a line break', { redirect_uris: ['https://wallet.example/\nX: y'] }, 'invalid_redirect_uri'],
    [
      'eleven addresses',
      { redirect_uris: Array(11).fill('https://wallet.example/') },
      'invalid_redirect_uri',
    ],
    ['no name', { client_name: undefined }, 'invalid_client_metadata'],
    ['a name of nothing', { client_name: '  ' }, 'invalid_client_metadata'],
    ['a name that turns its direction', { client_name: 'Bank \u202egnp' }, 'invalid_client_metadata'],
    ['a name without end', { client_name: 'x'.repeat(101) }, 'invalid_client_metadata'],
    ['a home on another host', { client_uri: 'https://bank.example/' }, 'invalid_client_metadata'],
    ['a policy on another host', { policy_uri: 'https://bank.example/p' }, 'invalid_client_metadata'],
    [
      'addresses on two hosts',
      { redirect_uris: ['https://wallet.example/', 'https://other.example/'] },
      'invalid_client_metadata',
    ],
    ['a home that is a script', { client_uri: 'javascript:alert(1)' }, 'invalid_client_metadata'],
    ['no way of proof', { token_endpoint_auth_method: 'private_key_jwt' }, 'invalid_client_metadata'],
    ['no grant that is offered', { grant_types: ['password'] }, 'invalid_client_metadata'],
    ['no answer that is offered', { response_types: ['token'] }, 'invalid_client_metadata'],
    ['no scope that is offered', { scope: 'everything' }, 'invalid_client_metadata'],
  ]
  for (const [what, change, code] of refusals) {
    it(`is refused with ${what}`, async () => {
      const { status, body } = await register(change)
      expect([status, body.error]).to.deep.equal([400, code])
    })
  }

  it('is refused where it sends no JSON, or without end', async () => {
    const broken = await request(web).post('/oauth/register').type('json').send('{"client_name":')
    expect([broken.status, broken.body.error]).to.deep.equal([400, 'invalid_client_metadata'])
    const none = await request(web).post('/oauth/register')
    expect([none.status, none.body.error]).to.deep.equal([400, 'invalid_client_metadata'])
    const large = await register({ contacts: ['x'.repeat(50_000)] })
    expect([large.status, large.body.error]).to.deep.equal([413, 'invalid_client_metadata'])
  })

  it('is refused after sixty within an hour from one address', async () => {
    for (let n = 0; n < 60; n++) await register({ redirect_uris: [] })
    const { status, body, headers } = await register({})
    expect([status, body.error]).to.deep.equal([429, 'temporarily_unavailable'])
    expect(headers['retry-after']).to.equal('60')
  })
})
