import { expect } from 'chai'
import request from 'supertest'
import { bakePng, buildRecord, signCredential, verifyBadge } from '../../src/openbadges/index.ts'
import { clock, HOST, issuerKey, NOW, recordInput } from '../openbadges/support/factories.ts'
import { issuerSite } from '../openbadges/support/site.ts'
import { signed } from '../openbadges/support/verifying.ts'
import { errorCode, page, site } from './support.ts'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** The web over the real verifier; the badge's issuer answers. */
async function verifier(revoked: readonly number[] = []) {
  const { fetch } = await issuerSite(revoked)
  const { web } = await site({
    credentials: { verify: (input, options) => verifyBadge(input, { fetch, clock, ...options }) },
  })
  return web
}

describe('the page that checks a badge', () => {
  it('asks for a file, a text or an address, and whose it should be', async () => {
    const $ = page(await (await site()).get('/verify?url=https://x.example/1'))
    expect($('h1').text()).to.equal('Check a credential')
    expect($('input[type=file][name=file]')).to.have.length(1)
    expect($('textarea[name=text]').text()).to.equal('https://x.example/1')
    expect($('form').attr('enctype')).to.equal('multipart/form-data')
  })

  it('says of a good image that it is genuine, and what it says', async () => {
    const png = bakePng(PIXEL, { ob3: JSON.stringify(await signed()) })
    const $ = page(
      await request(await verifier())
        .post('/verify')
        .attach('file', png, 'badge.png'),
    )
    expect($('.verdict-good .verdict-title').text()).to.equal('This credential is genuine')
    expect($('.facts').text()).to.include(HOST)
    expect($('.check-pass')).to.have.length.of.at.least(5)
  })

  it('says that a withdrawn one is not to be relied on', async () => {
    const badge = JSON.stringify(await signed())
    const index = Number(/"statusListIndex":"(\d+)"/.exec(badge)?.[1])
    const $ = page(
      await request(await verifier([index]))
        .post('/verify')
        .field('text', badge),
    )
    expect($('.verdict-bad .verdict-title').text()).to.equal('Do not rely on this credential')
    expect($('.check-fail').text()).to.match(/Not withdrawn: +not in order/)
  })

  it('says of a learner record how each credential in it is', async () => {
    const first = { id: `${HOST}/credentials/c0`, status: { listUrl: `${HOST}/status/1`, index: 5 } }
    const document = buildRecord(recordInput([await signed(first), await signed()]))
    const record = JSON.stringify(await signCredential(document, await issuerKey(), NOW))
    const web = await verifier([5])
    const $ = page(await request(web).post('/verify').field('text', record))
    expect($('.verdict-title').text()).to.equal('Do not rely on this credential')
    const inside = $('section').last().find('li')
    expect(inside.toArray().map((node) => $(node).attr('class'))).to.deep.equal([
      'check check-fail',
      'check check-pass',
    ])
    expect(inside.first().text()).to.match(/Demonstrated: Teaching with technology:.*not valid.*withdrawn/s)
    const { body } = await request(web)
      .post('/api/verify')
      .send({ credential: JSON.parse(record) })
    expect(body.credentials.map(({ verdict }: { verdict: string }) => verdict)).to.deep.equal([
      'invalid',
      'valid',
    ])
  })

  it('says that it cannot decide where the issuer does not answer', async () => {
    const { web } = await site({
      credentials: { verify: (input, options) => verifyBadge(input, { fetch: null, clock, ...options }) },
    })
    const $ = page(
      await request(web)
        .post('/verify')
        .field('text', JSON.stringify(await signed())),
    )
    expect($('.verdict-caution .verdict-title').text()).to.equal('This cannot be decided now')
  })

  it('shows what a stranger wrote as text', async () => {
    const badge = { ...(await signed()), name: '<script>alert(1)</script>' }
    const answer = await request(await verifier())
      .post('/verify')
      .field('text', JSON.stringify(badge))
    expect(answer.text).not.to.include('<script>alert')
  })

  it('asks again where nothing was sent, and keeps whose it should be', async () => {
    const answer = await request(await verifier())
      .post('/verify')
      .field('recipient', 'a@example.com')
    expect(answer.status).to.equal(422)
    expect(page(answer)('[role=alert]').text()).to.include('Choose a file')
    expect(page(answer)('input[name=recipient]').val()).to.equal('a@example.com')
  })

  it('takes no file above its limit, and no form that is broken off', async () => {
    const web = await verifier()
    const large = await request(web)
      .post('/verify')
      .attach('file', Buffer.alloc(11 * 1024 * 1024), 'x.png')
    expect([large.status, errorCode(large)]).to.deep.equal([413, 'file_too_large'])
    const broken = await request(web)
      .post('/verify')
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send('--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nab')
    expect([broken.status, errorCode(broken)]).to.deep.equal([400, 'form_unreadable'])
    const none = await request(web).post('/verify').set('Content-Type', 'text/plain').send('x')
    expect([none.status, errorCode(none)]).to.deep.equal([400, 'form_unreadable'])
  })
})

describe('POST /api/verify', () => {
  it('answers with verdict, checks and credential for a file, a document and an address', async () => {
    const web = await verifier()
    const badge = await signed()
    const png = bakePng(PIXEL, { ob3: JSON.stringify(badge) })
    const file = await request(web).post('/api/verify').attach('file', png, 'badge.png')
    const document = await request(web).post('/api/verify').send({ credential: badge })
    for (const { body, headers } of [file, document]) {
      expect(body.verdict, JSON.stringify(body.checks)).to.equal('valid')
      expect(body.checks[0]).to.have.all.keys('id', 'outcome', 'message')
      expect(body.credential.id).to.equal(badge.id)
      expect(headers['access-control-allow-origin']).to.equal('*')
    }
    const nowhere = await request(web)
      .post('/api/verify')
      .send({ url: `${HOST}/nowhere` })
    expect(nowhere.body.verdict).to.equal('unknown')
  })

  it('says whether it is for this person', async () => {
    const answer = await request(await verifier())
      .post('/api/verify')
      .send({ credential: await signed(), recipient: 'somebody.else@example.com' })
    expect(answer.body.verdict).to.equal('invalid')
    const check = answer.body.checks.find(({ id }: { id: string }) => id === 'recipient')
    expect(check.outcome).to.equal('fail')
  })

  for (const [what, body] of Object.entries({
    nothing: '',
    'no JSON': '{',
    'neither badge nor address': '{}',
    both: '{"credential":{},"url":"https://a.example"}',
    'an address of another kind': '{"url":"file:///etc/passwd"}',
    'a badge that is a number': '{"credential":5}',
  })) {
    it(`refuses ${what} with a code, as JSON whoever asks`, async () => {
      const answer = await request(await verifier())
        .post('/api/verify')
        .set('Content-Type', 'application/json')
        .send(body)
      expect(answer.status).to.equal(400)
      expect(answer.body.error.code).to.equal('verify_body')
    })
  }

  it('has a verdict on JSON that is 10,000 deep', async () => {
    const deep = `{"credential":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`
    const answer = await request(await verifier())
      .post('/api/verify')
      .set('Content-Type', 'application/json')
      .send(deep)
    expect(answer.body.verdict).to.equal('invalid')
  })

  it('may be asked by pages of other hosts', async () => {
    const answer = await request(await verifier()).options('/api/verify')
    expect(answer.status).to.equal(204)
    expect(answer.headers).to.include({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
    })
  })
})
