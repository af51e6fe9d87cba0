import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { AppError, GoneError } from '../../src/app/errors.ts'
import { LtiError } from '../../src/lti/errors.ts'
import { LANGUAGES } from '../../src/web/language/locales.ts'
import { presentFault } from '../../src/web/presenters/fault.ts'
import { familyOf } from '../../src/web/presenters/fault-words.ts'
import { errorCode, page, site } from './support.ts'
import { words } from './words-support.ts'

const failing = (error: unknown) =>
  site({
    parts: {
      ladder: async () => {
        throw error
      },
    },
  })

/** Codes that the product and the LTI library throw, as their sources spell them. */
function thrownCodes(): string[] {
  const codes = new Set<string>()
  for (const room of ['app', 'lti', 'web']) {
    const root = new URL(`../../src/${room}/`, import.meta.url)
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue
      const source = readFileSync(new URL(name, root), 'utf8')
      for (const match of source.matchAll(/new (?:AppError|LtiError)\(\s*'([a-z_]+)'/g))
        if (match[1]) codes.add(match[1])
    }
  }
  return [...codes]
}

describe('a fault', () => {
  it('is a page with its code, what happened, who can help and one thing to do', async () => {
    const { get } = await failing(new AppError('evidence_waiting', 409, 'one waits already'))
    const answer = await get('/s/session-learner/')
    expect(answer.status).to.equal(409)
    expect(errorCode(answer)).to.equal('evidence_waiting')
    const $ = page(answer)
    expect($('h1').text()).to.equal('Your evidence is with your tutor already')
    expect($('.next-step').text()).to.equal('Wait for their answer.')
  })

  for (const [language, title] of [
    ['en', 'What this is about is no longer there'],
    ['cy', 'Nid yw’r hyn y mae hyn yn ymwneud ag ef yno mwyach'],
  ] as const)
    it(`says of somebody who was erased this very second that they are no longer there, in ${language}`, async () => {
      const { get } = await failing(new GoneError(new Error('FOREIGN KEY constraint failed')))
      const answer = await get('/s/session-learner/', { 'Accept-Language': language })
      expect(answer.status).to.equal(409)
      expect(errorCode(answer)).to.equal('gone_meanwhile')
      expect(page(answer)('h1').text()).to.equal(title)
    })

  it('is JSON for those who ask for it', async () => {
    const { get } = await failing(new AppError('evidence_waiting', 409, 'one waits already'))
    const answer = await get('/s/session-learner/', { Accept: 'application/json' })
    expect(answer.status).to.equal(409)
    expect(answer.body.error.code).to.equal('evidence_waiting')
    expect(answer.body.error.message).to.be.a('string').and.not.contain('one waits already')
  })

  it('that nobody foresaw shows a reference and nothing of itself, and is logged with that reference', async () => {
    const { get, lines } = await failing(new Error('password is hunter2'))
    const answer = await get('/s/session-learner/')
    expect(answer.status).to.equal(500)
    expect(errorCode(answer)).to.equal('internal')
    expect(answer.text).to.not.contain('hunter2')
    const reference = page(answer)('code').text()
    expect(lines.join('')).to.contain(`"reference":"${reference}"`)
  })

  it('names a missing permission', async () => {
    const { get } = await failing(
      new LtiError('scope_missing', 'scope', { status: 403, detail: { scope: 'urn:scope' } }),
    )
    expect(page(await get('/s/session-learner/'))('main').text()).to.contain('urn:scope')
  })

  it('passes on how long to wait', async () => {
    const { get } = await failing(new LtiError('service_failed', 'busy', { status: 502, retryAfter: 1500 }))
    expect((await get('/s/session-learner/')).headers['retry-after']).to.equal('2')
  })

  it('never shows markup that came with it', async () => {
    const hostile = '<script>alert(1)</script>'
    const { get } = await failing(
      new LtiError('scope_missing', 'x', { status: 403, detail: { scope: hostile } }),
    )
    const answer = await get('/s/session-learner/')
    expect(answer.text).to.not.contain(hostile)
    expect(page(answer)('main').text()).to.contain(hostile)
  })

  it('of an unknown page is 404', async () => {
    const { get } = await site()
    for (const path of ['/nothing', '/s/session-learner/nothing', '/lti/nothing']) {
      const answer = await get(path)
      expect(answer.status).to.equal(404)
      expect(errorCode(answer)).to.equal('page_not_found')
    }
  })

  it('of an address that cannot be decoded is 400', async () => {
    const answer = await (await site()).get('/credentials/%E0%A4%A')
    expect(answer.status).to.equal(400)
    expect(errorCode(answer)).to.equal('bad_request')
  })

  for (const language of LANGUAGES) {
    it(`has words in ${language} for every code that is thrown`, async () => {
      const say = await words(language)
      const codes = thrownCodes()
      expect(codes.length).to.be.greaterThan(20)
      for (const code of codes) {
        const known =
          say.has(`errors.${code}.title`) || familyOf(code, 418) !== 'bad_request' || code === 'bad_request'
        expect(known, code).to.equal(true)
        const fault = {
          code,
          status: 400,
          message: '',
          detail: { scope: 's', problem: 'p' },
          retryAfterSeconds: null,
        }
        for (const role of [null, 'learner', 'tutor', 'administrator'] as const) {
          const { title, what, who, action } = presentFault(fault, say, role, null)
          for (const text of [title, what, who, action]) expect(text, code).to.not.match(/errors\.|{{/)
        }
      }
    })
  }
})

describe('limits', () => {
  it('refuse a form of more than 100 kB', async () => {
    const answer = await (await site()).post('/s/session-learner/coursework', { text: 'x'.repeat(110_000) })
    expect(answer.status).to.equal(413)
  })

  it('slow down an address that asks too often, on public and LTI pages', async () => {
    const { get } = await site({ config: { requestsPerMinute: 2 } })
    for (const path of ['/credentials/credential-1', '/lti/jwks.json']) {
      expect((await get(path)).status).to.equal(200)
      expect((await get(path)).status).to.equal(200)
      const third = await get(path)
      expect(third.status).to.equal(429)
      expect(errorCode(third)).to.equal('too_many_requests')
      expect(third.headers).to.have.property('retry-after')
    }
  })
})

describe('the log', () => {
  it('holds no query, session, cookie, token or address of a person', async () => {
    const { get, post, lines } = await site()
    await get('/s/session-learner/?search=ann%40example.org')
    await get('/lti/login?login_hint=secret-hint')
    await post('/s/session-learner/check-in', { csrf: 'wrong-token' })
    const text = lines.join('')
    expect(text).to.contain('/s/:id')
    for (const word of [
      'ann',
      'secret-hint',
      'session-learner',
      'right-secret',
      'csrf-token',
      'wrong-token',
    ]) {
      expect(text).to.not.contain(word)
    }
  })
})

describe('hostile names', () => {
  const hostile = '"><img src=x onerror=alert(1)>'
  it('are shown as text wherever they stand', async () => {
    const { course, ladderView, person } = await import('./fixture-views.ts')
    const view = ladderView({ person: person('person-1', hostile) })
    const named = { ...course, title: hostile }
    for (const [role, path] of [
      ['learner', '/about-me'],
      ['tutor', '/learners/person-1'],
    ] as const) {
      const { get } = await site({
        role,
        personName: hostile,
        parts: { learner: async () => ({ ...view, course: named, work: [] }) },
      })
      const answer = await get(`/s/session-${role}${path}`)
      expect(page(answer)('img')).to.have.length(0)
      expect(page(answer)('main').text()).to.contain(hostile)
    }
    const { get } = await site({ role: 'tutor' })
    const found = await get(`/s/session-tutor/?search=${encodeURIComponent(hostile)}`)
    expect(page(found)('img')).to.have.length(0)
    expect(page(found)('#search').attr('value')).to.equal(hostile)
  })
})
