import { expect } from 'chai'
import { AppError } from '../../src/app/errors.ts'
import * as views from './fixture-views.ts'
import { errorCode, page, site } from './support.ts'

describe('the page of a credential', () => {
  it('opens with the verdict and is never indexed', async () => {
    const answer = await (await site()).get('/credentials/credential-1')
    const $ = page(answer)
    expect($('.verdict-title').text()).to.equal('This credential is valid')
    expect($('h1').text()).to.equal('Demonstrated: Digital Leadership in Practice')
    expect($('.facts').text()).to.contain('Riverside College').and.to.contain('Handed in course work')
    expect($('.facts a[href="/credentials/credential-completed"]').text()).to.equal(
      'Completed, 12 November 2026',
    )
    expect(answer.headers['x-robots-tag']).to.equal('noindex')
    expect(answer.headers['content-security-policy']).to.contain("frame-ancestors 'none'")
  })

  for (const [status, title] of [
    ['withdrawn', 'This credential was withdrawn'],
    ['expired', 'This credential has expired'],
  ] as const) {
    it(`says when it is ${status}, shows no colour and offers no LinkedIn`, async () => {
      const { get } = await site({ credentials: { page: async () => views.publicCredential(status) } })
      const $ = page(await get('/credentials/credential-1'))
      expect($('.verdict-title').text()).to.equal(title)
      expect($('.verdict').text()).to.contain('20 November 2026')
      expect($('.credential-art svg').attr('data-state')).to.equal('locked')
      expect($('a[href*=linkedin]')).to.have.length(0)
    })
  }

  for (const [language, words] of [
    ['en', 'This credential no longer exists'],
    ['cy', 'Nid yw’r cymhwyster hwn yn bodoli mwyach'],
  ] as const)
    it(`of somebody who was erased says that it no longer exists, and nothing else, in ${language}`, async () => {
      const erased = async () => {
        throw new AppError('credential_erased', 410, 'its person was erased')
      }
      const { get } = await site({ credentials: { page: erased, document: erased, file: erased } })
      const answer = await get('/credentials/credential-1', {
        'Accept-Language': language,
        Accept: 'text/html',
      })
      expect([answer.status, errorCode(answer)]).to.deep.equal([410, 'credential_erased'])
      expect(page(answer)('h1').text()).to.equal(words)
      expect(answer.text).not.to.match(/Adaeze|Digital Leadership|Riverside/)
      for (const ending of ['json', 'png'])
        expect((await get(`/credentials/credential-1.${ending}`)).status).to.equal(410)
    })

  it('answers with the signed document, byte for byte, by ending and by Accept', async () => {
    const { get } = await site()
    for (const answer of [
      await get('/credentials/credential-1.json'),
      await get('/credentials/credential-1', { Accept: 'application/vc+ld+json' }),
      await get('/credentials/credential-1', { Accept: 'application/ld+json' }),
      await get('/credentials/credential-1', { Accept: 'application/json' }),
    ]) {
      expect(answer.headers['content-type']).to.equal('application/vc+ld+json')
      expect(answer.headers['access-control-allow-origin']).to.equal('*')
      expect(answer.text ?? Buffer.from(answer.body).toString()).to.equal('{"id":"credential","proof":{}}')
    }
  })

  it('gives the image a file name that says what it is', async () => {
    const answer = await (await site()).get('/credentials/credential-1.png')
    expect(answer.headers['content-type']).to.equal('image/png')
    expect(answer.headers['content-disposition']).to.equal(
      'attachment; filename=demonstrated-digital-leadership-in-practice.png',
    )
  })

  it('comes as a scalable image and as a certificate, each as a file to keep', async () => {
    const { get } = await site()
    for (const [ending, type] of [
      ['jwt', 'application/vc+jwt'],
      ['svg', 'image/svg+xml'],
      ['pdf', 'application/pdf'],
    ]) {
      const answer = await get(`/credentials/credential-1.${ending}`)
      expect(answer.headers['content-type']).to.equal(type)
      expect(answer.headers['content-disposition']).to.match(
        new RegExp(`^attachment; filename=.*\\.${ending}$`),
      )
    }
    expect((await get('/credentials/credential-1.exe')).status).to.equal(404)
    expect((await get('/achievements/achievement-1.pdf')).status).to.equal(404)
  })

  it('answers 404 with its code for one that was never issued', async () => {
    const { get } = await site()
    const answer = await get('/credentials/nothing')
    expect(answer.status).to.equal(404)
    expect(errorCode(answer)).to.equal('credential_not_found')
    expect((await get('/credentials/a.b.c')).status).to.equal(404)
  })
})

describe('public documents', () => {
  for (const [path, type] of [
    ['/achievements/a.json', 'application/ld+json'],
    ['/issuers/i.json', 'application/ld+json'],
    ['/ob2/assertions/a', 'application/ld+json'],
    ['/ob2/badges/b', 'application/ld+json'],
    ['/ob2/issuers/i', 'application/ld+json'],
    ['/status/1', 'application/vc+ld+json'],
    ['/.well-known/did.json', 'application/did+json'],
    ['/issuers/i/did.json', 'application/did+json'],
    ['/issuers/i/keys/k', 'application/jwk+json'],
  ] as const) {
    it(`${path} is ${type} for everybody`, async () => {
      const answer = await (await site()).get(path)
      expect(answer.status).to.equal(200)
      expect(answer.headers['content-type']).to.equal(type)
      expect(answer.headers['access-control-allow-origin']).to.equal('*')
      expect(answer.headers['cross-origin-resource-policy']).to.equal('cross-origin')
    })
  }

  it('a withdrawn assertion is gone', async () => {
    expect((await (await site()).get('/ob2/assertions/gone')).status).to.equal(410)
  })

  it('achievements and issuers have pages for people', async () => {
    const { get } = await site()
    expect(page(await get('/achievements/a'))('main').text()).to.contain('Holds Completed')
    expect(page(await get('/issuers/i'))('h1').text()).to.equal('Riverside College')
    expect((await get('/achievements/a.png')).headers['content-type']).to.equal('image/png')
  })

  it('an issuer’s address that is no web address becomes no link', async () => {
    const { get } = await site({
      credentials: {
        issuer: async () => ({
          issuer: { ...views.issuer, url: 'javascript:alert(1)' },
          document: {},
          courses: 1,
        }),
      },
    })
    expect(page(await get('/issuers/i'))('.facts a')).to.have.length(0)
  })
})

describe('health', () => {
  it('is told apart: alive, ready, numbers', async () => {
    const { get } = await site({
      parts: { health: async () => ({ ready: false, checks: { database: 'failing' } }) },
    })
    expect((await get('/healthz')).status).to.equal(200)
    const ready = await get('/readyz')
    expect(ready.status).to.equal(503)
    expect(ready.body.checks).to.deep.equal({ database: 'failing', platforms: 'ok' })
    expect((await get('/metrics')).text).to.equal('up 1\n')
  })

  it('says that a platform is down, and stays ready', async () => {
    const trouble = { origin: 'https://vle.example', failures: 5, since: 1, nextTryAt: 2, lastError: 'x' }
    const { get } = await site({ lti: { circuits: () => [{ ...trouble, state: 'open' }] } })
    expect((await get('/healthz')).body).to.deep.equal({ status: 'ok', checks: { platforms: 'resting' } })
    const ready = await get('/readyz')
    expect([ready.status, ready.body.status]).to.deep.equal([200, 'degraded'])
    expect(ready.body.checks).to.deep.equal({ database: 'ok', platforms: 'resting' })
    expect(ready.text, 'whose it is is nobody else’s business').not.to.contain('vle.example')
  })
})

describe('assets', () => {
  it('are kept for a year under a versioned address', async () => {
    const { get } = await site()
    const href = page(await get('/credentials/credential-1'))('link[rel=stylesheet]').attr('href') ?? ''
    expect(href).to.match(/\?v=[\w-]{10}$/)
    expect((await get(href)).headers['cache-control']).to.equal('public, max-age=31536000, immutable')
  })
})
