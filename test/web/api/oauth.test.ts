import { expect } from 'chai'
import { load } from 'cheerio'
import request, { type Response } from 'supertest'
import { type Course, openCourse } from '../../app/course.ts'
import { errorCode, type Site, site } from '../support.ts'
import {
  BACK,
  browserOf,
  type Fields,
  type LearnersBrowser,
  METADATA,
  PROFILE,
  post,
  READ,
  registerWallet,
  shownCode,
  type Wallet,
} from './wallet.ts'

const API = '/ims/ob/v3p0'

describe('an application that a learner lets read', () => {
  let course: Course
  let web: Site['web']
  let lines: string[]
  let wallet: Wallet
  let learner: LearnersBrowser

  before(async () => {
    course = await openCourse()
    const opened = await site({ app: course.tool.app, config: { toolUrl: course.toolUrl } })
    web = opened.web
    lines = opened.lines
    await course.earn(course.learner(1), 'completed')
    wallet = await registerWallet(web)
    learner = await visitOf(1)
  })
  after(() => course.close())

  async function visitOf(n: number): Promise<LearnersBrowser> {
    const opened = await course.tool.app.launch(course.launch(course.learner(n)))
    await course.settle()
    return browserOf(web, course.toolUrl, opened)
  }

  const codeOf = (address: URL) => String(address.searchParams.get('code'))
  async function allowed(from = wallet, change: Record<string, string | undefined> = {}): Promise<string> {
    return codeOf(await learner.answer(shownCode(await from.authorize(change))))
  }
  async function tokens(from = wallet, change: Record<string, string | undefined> = {}) {
    const { status, body } = await from.exchange(await allowed(from, change))
    expect(status).to.equal(200)
    return body as { access_token: string; refresh_token?: string; expires_in: number; scope: string }
  }
  const read = (token: string, path = '/credentials') =>
    request(web)
      .get(`${API}${path}`)
      .set({ Authorization: `Bearer ${token}` })
  const refresh = (token: string | undefined, from = wallet, more: Fields = {}) =>
    from.token({ grant_type: 'refresh_token', refresh_token: String(token), ...more })

  function expectFault({ status, body, headers }: Response, code: string, expected = 400): void {
    expect(status).to.equal(expected)
    expect(body.error).to.equal(code)
    expect(body.error_description).to.match(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
    expect(headers['cache-control']).to.equal('no-store')
    expect(headers.pragma).to.equal('no-cache')
  }

  describe('goes the whole way', () => {
    it('by the code that the page shows and the learner types in their course', async () => {
      const page = await wallet.authorize()
      expect(page.status).to.equal(200)
      expect(page.headers['content-security-policy']).to.contain("frame-ancestors 'none'")
      expect(page.text).to.contain('wallet.example')
      const code = shownCode(page)
      expect(code).to.match(/^[B-Z]{4}-[B-Z]{4}$/)
      const asked = await learner.get(`/applications/asked?code=${code.toLowerCase()}`)
      const $ = load(asked.text)
      expect($('h1').text()).to.equal('Open Wallet asks to read your credentials')
      expect($('main').text()).to.contain('wallet.example').and.to.contain('Completed')
      expect($('form').attr('target')).to.equal('_blank')
      expect(asked.headers['content-security-policy']).to.contain("form-action 'self' https://wallet.example")
      const address = await learner.answer(code)
      expect(address.origin + address.pathname).to.equal(BACK)
      expect(Object.fromEntries(address.searchParams)).to.include({
        state: 'a state',
        iss: course.toolUrl,
        scope: METADATA.scope,
      })
      const answer = await wallet.exchange(codeOf(address))
      expect(answer.status).to.equal(200)
      expect(answer.headers['cache-control']).to.equal('no-store')
      expect(answer.body).to.include({ token_type: 'Bearer', expires_in: 3600, scope: METADATA.scope })
      const { body } = await read(answer.body.access_token)
      expect(body.credential).to.have.length(1)
    })

    it('without typing, where this browser has a visit of theirs that goes on', async () => {
      const opened = await course.tool.app.launch(course.launch(course.learner(1)))
      const answer = await request(web)
        .get(`/oauth/authorize?${wallet.query()}`)
        .set({ Cookie: `ladder_visits=gone.${opened.id}` })
      expect(answer.status).to.equal(303)
      expect(answer.headers.location).to.match(
        new RegExp(`^/s/${opened.id}/applications/asked\\?code=[A-Z]{8}$`),
      )
      const path = String(answer.headers.location).replace(`/s/${opened.id}`, '')
      const asked = await browserOf(web, course.toolUrl, opened).get(path, { 'Sec-Fetch-Dest': 'document' })
      expect(load(asked.text)('form').attr('target')).to.equal(undefined)
      // The id of a visit alone opens nothing.
      expect((await request(web).get(String(answer.headers.location))).status).to.equal(401)
    })

    it('by a line on the learner’s own page, where their browser tells what was asked in it', async () => {
      const page = await wallet.authorize()
      const [cookie] = [page.headers['set-cookie']].flat()
      expect(cookie).to.match(
        /^ladder_asked=[A-Z]{8}; Max-Age=600; Path=\/s; .*HttpOnly; Secure; SameSite=None$/,
      )
      const [pair] = String(cookie).split(';')
      const home = await request(web)
        .get(
          String((await learner.get('/applications')).request.url).replace(
            /^.*(\/s\/.*)\/applications$/,
            '$1/',
          ),
        )
        .set({ Cookie: `${(await learner.get('/applications')).request.get('Cookie')}; ${pair}` })
      expect(load(home.text)('#wallet-title').text()).to.equal('Open Wallet asks to read your credentials')
    })

    it('to a refusal, which the application is told', async () => {
      const address = await learner.answer(shownCode(await wallet.authorize()), 'refuse')
      expect(Object.fromEntries(address.searchParams)).to.include({
        error: 'access_denied',
        state: 'a state',
      })
      expect(address.searchParams.has('code')).to.equal(false)
    })

    it('with no secret but PKCE, and with its secret in the body', async () => {
      const open = await registerWallet(web, { token_endpoint_auth_method: 'none' })
      expect(open.secret).to.equal(undefined)
      expect((await read((await tokens(open)).access_token)).status).to.equal(200)
      const inBody = await registerWallet(web, { token_endpoint_auth_method: 'client_secret_post' })
      const answer = await post(web, '/oauth/token', {
        grant_type: 'authorization_code',
        code: await allowed(inBody),
        redirect_uri: BACK,
        code_verifier: inBody.verifier,
        client_id: inBody.id,
        client_secret: String(inBody.secret),
      })
      expect(answer.status).to.equal(200)
    })

    it('for one hour where it did not ask for more', async () => {
      const answer = await tokens(wallet, { scope: READ })
      expect(answer).to.include({ scope: READ }).and.not.have.property('refresh_token')
    })

    it('for what is offered of what it asks', async () => {
      const upsert = 'https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.upsert'
      expect((await tokens(wallet, { scope: `${upsert} ${READ}` })).scope).to.equal(READ)
      const poor = await registerWallet(web, { scope: READ })
      expect((await tokens(poor)).scope).to.equal(READ)
    })
  })

  describe('when it asks in a wrong way (RFC 6749 §4.1.2.1)', () => {
    const faults: [string, Record<string, string | undefined>, string][] = [
      ['names no kind of answer', { response_type: undefined }, 'invalid_request'],
      ['wants another kind of answer', { response_type: 'token' }, 'unsupported_response_type'],
      ['brings no challenge', { code_challenge: undefined }, 'invalid_request'],
      ['brings a challenge that is none', { code_challenge: 'short' }, 'invalid_request'],
      ['brings the plain verifier', { code_challenge_method: 'plain' }, 'invalid_request'],
      ['names no method', { code_challenge_method: undefined }, 'invalid_request'],
      ['asks for nothing', { scope: undefined }, 'invalid_scope'],
      ['asks for what is not offered', { scope: 'https://example.org/everything' }, 'invalid_scope'],
      ['asks only to go on later', { scope: 'offline_access' }, 'invalid_scope'],
      ['sends a state without end', { state: 'x'.repeat(3000) }, 'invalid_request'],
    ]
    for (const [what, change, code] of faults) {
      it(`and ${what}, its user is shown the way back with ${code}, and sent nowhere by itself`, async () => {
        const answer = await wallet.authorize(change)
        expect(answer.status).to.equal(400)
        expect(answer.headers).to.not.have.property('location')
        const back = new URL(String(load(answer.text)('.actions a').attr('href')))
        expect(back.origin + back.pathname).to.equal(BACK)
        expect(back.searchParams.get('error')).to.equal(code)
        expect(back.searchParams.get('state')).to.equal(change.state ?? 'a state')
        expect(back.searchParams.get('iss')).to.equal(course.toolUrl)
      })
    }

    it('and sends a parameter twice, it is told so', async () => {
      const answer = await request(web).get(`/oauth/authorize?${wallet.query()}&scope=${READ}`)
      expect(answer.status).to.equal(400)
      expect(load(answer.text)('.actions a').attr('href')).to.contain('error=invalid_request')
    })

    for (const [what, change, code] of [
      ['is nobody', { client_id: 'nobody' }, 'client_unknown'],
      ['names itself not at all', { client_id: undefined }, 'client_unknown'],
      ['wants the answer elsewhere', { redirect_uri: 'https://evil.example/' }, 'redirect_mismatch'],
      [
        'wants it at an address that begins as its own',
        { redirect_uri: `${BACK}/more` },
        'redirect_mismatch',
      ],
      ['wants it at its own with a query', { redirect_uri: `${BACK}?a=b` }, 'redirect_mismatch'],
      ['says nowhere', { redirect_uri: undefined }, 'redirect_mismatch'],
    ] as const) {
      it(`and ${what}, nothing leads away from the page`, async () => {
        const answer = await wallet.authorize(change)
        expect(answer.status).to.equal(400)
        expect(errorCode(answer)).to.equal(code)
        expect(answer.text).to.not.contain('evil.example')
      })
    }
  })

  describe('is asked about', () => {
    it('once: a code that was answered, is unknown or ten minutes old waits no more', async () => {
      const code = shownCode(await wallet.authorize())
      await learner.answer(code)
      const again = await learner.post('/applications/asked', { code, action: 'allow' })
      expect([again.status, errorCode(again)]).to.deep.equal([410, 'asked_gone'])
      const unknown = await learner.get('/applications/asked?code=BBBBBBBB')
      expect(unknown.status).to.equal(422)
      expect(load(unknown.text)('.problem').text()).to.contain('Nothing waits under this code')
      const late = shownCode(await wallet.authorize())
      course.clock.advance(10)
      expect((await learner.get(`/applications/asked?code=${late}`)).status).to.equal(422)
      expect((await learner.post('/applications/asked', { code: late, action: 'allow' })).status).to.equal(
        410,
      )
    })

    it('by a form of the learner’s own visit, and by no other site', async () => {
      const code = shownCode(await wallet.authorize())
      const forged = await learner.post(
        '/applications/asked',
        { code, action: 'allow' },
        { Origin: 'https://evil.example' },
      )
      expect([forged.status, errorCode(forged)]).to.deep.equal([403, 'foreign_origin'])
      const bare = await learner.post('/applications/asked', { code, action: 'allow', csrf: '' })
      expect([bare.status, errorCode(bare)]).to.deep.equal([403, 'csrf'])
      expect((await learner.get(`/applications/asked?code=${code}`)).status).to.equal(200)
    })

    it('of learners, not of a tutor, nor of a tutor with a learner’s eyes', async () => {
      const code = shownCode(await wallet.authorize())
      const [tutor] = course.school.tutors
      for (const [occasion, refusal] of [
        [{}, 'not_allowed'],
        [{ roles: ['learner'] }, 'only_looking'],
      ] as const) {
        const opened = await course.tool.app.launch(course.launch(tutor, occasion))
        const browser = browserOf(web, course.toolUrl, opened)
        const answer = await browser.post('/applications/asked', { code, action: 'allow' })
        expect([answer.status, errorCode(answer)]).to.deep.equal([403, refusal])
      }
    })

    it('and nobody is shown another’s credentials: each sees what they themselves would show', async () => {
      const other = await visitOf(2)
      const asked = await other.get(`/applications/asked?code=${shownCode(await wallet.authorize())}`)
      expect(load(asked.text)('main').text()).to.contain('You hold no credential yet')
    })
  })

  describe('exchanges its code', () => {
    it('once: when it comes back, everything that it led to ends', async () => {
      const code = await allowed()
      const { body } = await wallet.exchange(code)
      expect((await read(body.access_token)).status).to.equal(200)
      expectFault(await wallet.exchange(code), 'invalid_grant')
      expect((await read(body.access_token)).status).to.equal(401)
      expectFault(await refresh(body.refresh_token), 'invalid_grant')
    })

    it('once, also of two at the same moment', async () => {
      const code = await allowed()
      const answers = await Promise.all([wallet.exchange(code), wallet.exchange(code)])
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 400])
    })

    for (const [what, change] of [
      ['the wrong verifier', { code_verifier: 'x'.repeat(43) }],
      ['another redirect address', { redirect_uri: 'https://wallet.example/other' }],
    ] as const) {
      it(`and with ${what} uses it up`, async () => {
        const code = await allowed()
        expectFault(await wallet.exchange(code, change), 'invalid_grant')
        expectFault(await wallet.exchange(code), 'invalid_grant')
      })
    }

    it('within two minutes', async () => {
      const code = await allowed()
      course.clock.advance(2)
      expectFault(await wallet.exchange(code), 'invalid_grant')
    })

    it('and nobody else’s: that one stays good for its own', async () => {
      const thief = await registerWallet(web)
      const code = await allowed()
      expectFault(await thief.exchange(code, { code_verifier: wallet.verifier }), 'invalid_grant')
      const { status, body } = await wallet.exchange(code)
      expect(status).to.equal(200)
      expectFault(await thief.exchange(code), 'invalid_grant')
      expect((await read(body.access_token)).status, 'a stranger ended it').to.equal(200)
    })
  })

  describe('is refused tokens (RFC 6749 §5.2)', () => {
    const basic = (id: string, secret: string) => ({
      Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    })
    const good = { grant_type: 'refresh_token', refresh_token: 'x' }

    it('as invalid_client where it is nobody, has the wrong secret or proves itself in another way', async () => {
      const open = await registerWallet(web, { token_endpoint_auth_method: 'none' })
      const attempts: [Fields, Fields][] = [
        [good, {}],
        [good, basic('nobody', 'secret')],
        [good, basic(wallet.id, 'wrong')],
        [good, { Authorization: 'Basic !!!' }],
        [good, { Authorization: 'Bearer abc' }],
        [{ ...good, client_id: wallet.id, client_secret: String(wallet.secret) }, {}],
        [{ ...good, client_id: wallet.id }, {}],
        [good, basic(open.id, '')],
      ]
      for (const [fields, headers] of attempts) {
        const answer = await post(web, '/oauth/token', fields, headers)
        expectFault(answer, 'invalid_client', 401)
        expect(answer.headers['www-authenticate']).to.match(/^Basic realm=/)
      }
    })

    it('as invalid_request where something is missing, comes twice or is no form', async () => {
      expectFault(await wallet.token({}), 'invalid_request')
      for (const missing of ['code', 'redirect_uri', 'code_verifier'])
        expectFault(await wallet.exchange('x', { [missing]: '' }), 'invalid_request')
      expectFault(await wallet.token({ grant_type: 'refresh_token' }), 'invalid_request')
      const own = basic(wallet.id, String(wallet.secret))
      expectFault(await post(web, '/oauth/token', 'grant_type=a&grant_type=b', own), 'invalid_request')
      expectFault(await post(web, '/oauth/token', { ...good, client_secret: 'x' }, own), 'invalid_request')
      expectFault(await post(web, '/oauth/token', { ...good, client_id: 'x' }, own), 'invalid_request')
      expectFault(await request(web).post('/oauth/token').set(own).send(good), 'invalid_request')
    })

    it('as unsupported_grant_type, unauthorized_client and invalid_scope', async () => {
      expectFault(await wallet.token({ grant_type: 'password' }), 'unsupported_grant_type')
      const plain = await registerWallet(web, { grant_types: ['authorization_code'] })
      expectFault(await refresh('x', plain), 'unauthorized_client')
      const { refresh_token } = await tokens(wallet, { scope: `${READ} offline_access` })
      expectFault(await refresh(refresh_token, wallet, { scope: PROFILE }), 'invalid_scope')
      expect((await refresh(refresh_token)).status, 'a wrong scope used it up').to.equal(200)
    })

    it('for a body without end, and by another method', async () => {
      const large = await post(web, '/oauth/token', { grant_type: 'x'.repeat(50_000) })
      expectFault(large, 'invalid_request', 413)
      const got = await request(web).get('/oauth/token')
      expect([got.status, got.headers.allow]).to.deep.equal([405, 'POST, OPTIONS'])
    })
  })

  describe('goes on reading', () => {
    it('with a new refresh token each time; one that comes back ends everything', async () => {
      const first = await tokens()
      const second = await refresh(first.refresh_token)
      expect(second.status).to.equal(200)
      expect(second.body.refresh_token).to.not.equal(first.refresh_token)
      expect((await read(second.body.access_token)).status).to.equal(200)
      expectFault(await refresh(first.refresh_token), 'invalid_grant')
      expect((await read(second.body.access_token)).status).to.equal(401)
      expectFault(await refresh(second.body.refresh_token), 'invalid_grant')
    })

    it('for less than it was allowed, where it asks for less', async () => {
      const { refresh_token } = await tokens()
      const answer = await refresh(refresh_token, wallet, { scope: READ })
      expect(answer.body.scope).to.equal(READ)
      expect((await read(answer.body.access_token, '/profile')).status).to.equal(403)
      expect((await refresh(answer.body.refresh_token)).body.scope).to.equal(METADATA.scope)
    })

    it('for one hour by an access token, for 90 days by a refresh token, and never by the other', async () => {
      const { access_token, refresh_token } = await tokens()
      expect((await read(String(refresh_token))).status).to.equal(401)
      expectFault(await refresh(access_token), 'invalid_grant')
      course.clock.advance(60)
      expect((await read(access_token)).status).to.equal(401)
      const next = await refresh(refresh_token)
      expect(next.status).to.equal(200)
      course.clock.advance(90 * 24 * 60)
      expectFault(await refresh(next.body.refresh_token), 'invalid_grant')
      learner = await visitOf(1)
    })

    it('with its own tokens alone', async () => {
      const thief = await registerWallet(web)
      const { refresh_token } = await tokens()
      expectFault(await refresh(refresh_token, thief), 'invalid_grant')
      expectFault(await thief.revoke(String(refresh_token)), 'invalid_grant')
      expect((await refresh(refresh_token)).status).to.equal(200)
    })
  })

  describe('ends', () => {
    it('when the application revokes a token (RFC 7009)', async () => {
      const { access_token, refresh_token } = await tokens()
      expect((await wallet.revoke(access_token)).status).to.equal(200)
      expect((await read(access_token)).status).to.equal(401)
      const next = await refresh(refresh_token)
      expect((await wallet.revoke(next.body.refresh_token)).status).to.equal(200)
      expect((await read(next.body.access_token)).status).to.equal(401)
      expect((await wallet.revoke('unknown')).status).to.equal(200)
      expectFault(await post(web, '/oauth/revoke', { token: access_token }), 'invalid_client', 401)
      expectFault(await wallet.revoke(''), 'invalid_request')
    })

    it('when the learner takes it back, whom the page tells who may read', async () => {
      const other = await visitOf(3)
      const fresh = await registerWallet(web, { client_name: 'A portfolio' })
      const { access_token, refresh_token } = await tokens(fresh)
      const panel = load((await learner.get('/applications')).text)('section.panel').filter((_, section) =>
        load(section).text().includes('A portfolio'),
      )
      expect(panel.text()).to.contain('wallet.example').and.to.contain('Your name and email address')
      const action = String(panel.find('form').attr('action')).replace(/^\/s\/[^/]+/, '')
      expect((await other.get('/applications')).text).to.not.contain('A portfolio')
      await other.post(action, {})
      expect((await read(access_token)).status, 'somebody else took it back').to.equal(200)
      expect((await learner.post(action, {})).status).to.equal(303)
      expect((await read(access_token)).status).to.equal(401)
      expectFault(await refresh(refresh_token, fresh), 'invalid_grant')
      expect((await learner.get('/applications')).text).to.not.contain('A portfolio')
    })

    it('and both are in the record of the course', async () => {
      const found = await course.tool.store.audit.ofCourse(course.courseId, 1000)
      const actions = new Set(found.map(({ action }) => action))
      expect(actions).to.include('application.allowed').and.to.include('application.taken-back')
    })

    it('while the platform is switched off', async () => {
      const { access_token } = await tokens()
      await course.tool.store.platforms.save({ ...course.platform, status: 'suspended' })
      const answer = await read(access_token)
      await course.tool.store.platforms.save(course.platform)
      expect(answer.status).to.equal(403)
      expect((await read(access_token)).status).to.equal(200)
    })
  })

  it('leaves no token, code or address in the log', async () => {
    const page = await wallet.authorize()
    const address = await learner.answer(shownCode(page))
    const { body } = await wallet.exchange(codeOf(address))
    await read(body.access_token)
    await refresh(body.refresh_token)
    const log = lines.join('')
    for (const secret of [
      codeOf(address),
      body.access_token,
      body.refresh_token,
      wallet.secret,
      'wallet.example',
    ])
      expect(log).to.not.contain(secret)
    expect(log).to.not.contain(shownCode(page)).and.not.contain(shownCode(page).replace('-', ''))
  })
})
