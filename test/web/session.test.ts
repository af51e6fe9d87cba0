import { expect } from 'chai'
import type { Launch } from '../../src/lti/types.ts'
import { mayUse, POLICY, type Route } from '../../src/web/policy.ts'
import { fixtureApp } from './fixture-app.ts'
import { errorCode, page, site, TOOL } from './support.ts'

const ROLES = ['learner', 'tutor', 'administrator'] as const
const deepLinking = {
  returnUrl: 'https://return.example/done',
  data: null,
  acceptTypes: ['ltiResourceLink'],
  acceptMultiple: true,
  acceptLineItem: true,
}

const addressOf = (role: string, route: string) =>
  `/s/session-${role}${(route.split(' ')[1] ?? '')
    .replace(/:(\w+)Id/g, '$1-1')
    .replace(':version', '3')
    .replace(':level', 'completed')}`

describe('a session', () => {
  it('without its cookie answers 401 and says to open the link again', async () => {
    const answer = await (await site()).get('/s/session-learner/', { Cookie: '' })
    expect(answer.status).to.equal(401)
    expect(errorCode(answer)).to.equal('session_expired')
    expect(page(answer)('main').text()).to.contain('open the link again')
  })

  it('with a wrong secret answers 401', async () => {
    expect((await (await site()).get('/s/session-learner/', { Cookie: 'session=wrong' })).status).to.equal(
      401,
    )
  })

  it('may be framed by the platform of its launch and nobody else, and is never stored', async () => {
    const { headers } = await (await site()).get('/s/session-learner/')
    expect(headers['content-security-policy']).to.match(/frame-ancestors https:\/\/vle\.example(;|$)/)
    expect(headers).to.not.have.property('x-frame-options')
    expect(headers['cache-control']).to.equal('no-store')
  })

  it('gives each page with a script of its own a nonce, and lets no other run', async () => {
    const { get } = await site()
    const answers = await Promise.all([1, 2].map(() => get('/s/session-learner/share/credential-1')))
    const nonces = answers.map((answer) => page(answer)('script').attr('nonce'))
    for (const [at, { headers }] of answers.entries())
      expect(headers['content-security-policy']).to.contain(`;script-src 'nonce-${nonces[at]}';`)
    expect(nonces[0]).to.be.a('string').and.not.equal(nonces[1])
  })

  it('lets no script run on a page that has none of its own', async () => {
    const answer = await (await site()).get('/s/session-learner/about-me')
    expect(page(answer)('script')).to.have.length(0)
    expect(answer.headers['content-security-policy']).to.contain(";script-src 'none';")
  })

  for (const role of ROLES) {
    for (const route of Object.keys(POLICY) as Route[]) {
      const allowed = mayUse(role, route)
      it(`${allowed ? 'lets' : 'does not let'} a ${role} use ${route}`, async () => {
        const { get, post } = await site({ role, launch: { deepLinking }, tutorsEdit: true })
        const address = addressOf(role, route)
        const answer = route.startsWith('GET') ? await get(address) : await post(address, {})
        if (!allowed) {
          expect(answer.status).to.equal(403)
          expect(errorCode(answer)).to.equal('not_allowed')
          return
        }
        // A post without fields is either done or told what is missing, as a page.
        expect(answer.status).to.be.oneOf(route.startsWith('GET') ? [200, 303] : [200, 303, 422])
        if (answer.status !== 303 && answer.type === 'text/html') expect(page(answer)('h1')).to.have.length(1)
      })
    }
  }
})

describe('a session that names nobody', () => {
  const open = ['GET /', 'GET /help']
  for (const route of Object.keys(POLICY) as Route[]) {
    it(`${open.includes(route) ? 'may' : 'may not'} ${route}`, async () => {
      const { app, calls } = fixtureApp({ nobody: true, launch: { deepLinking } })
      const { get, post } = await site({ app })
      const address = addressOf('learner', route)
      const answer = route.startsWith('GET') ? await get(address) : await post(address, {})
      expect(calls, 'nothing is asked of the product').to.deep.equal([])
      if (open.includes(route)) {
        expect(answer.status).to.equal(200)
        expect(page(answer)('form').length).to.equal(0)
      } else {
        expect([answer.status, errorCode(answer)]).to.deep.equal([403, 'anonymous'])
      }
    })
  }

  it('begins on the page that may be read, whichever link was opened', async () => {
    for (const link of ['check-in', 'coursework', 'checkpoint', 'ladder'] as const) {
      const { app } = fixtureApp({ nobody: true, launch: { link } })
      const launch = { user: { name: null }, frameOrigins: [] } as unknown as Launch
      const { post } = await site({
        app,
        lti: { launch: async () => ({ type: 'launched', launch, cookie: 'lti-1' }) },
      })
      expect((await post('/lti/launch', {})).headers.location).to.equal('/s/session-learner/')
    }
  })
})

describe('a session of somebody who only looks', () => {
  for (const looking of ['staff', 'test-user', 'guest'] as const) {
    it(`says so on every page (${looking})`, async () => {
      const { get } = await site({ launch: { looking } })
      for (const path of ['', 'check-in', 'coursework', 'checkpoint', 'about-me'])
        expect(page(await get(`/s/session-learner/${path}`))('.looking').text(), path).to.match(
          /\p{L}+ \p{L}+/u,
        )
    })
  }
})

describe('a form', () => {
  const posts = (Object.keys(POLICY) as Route[]).filter((route) => route.startsWith('POST'))
  for (const route of posts) {
    const role = ROLES.find((candidate) => mayUse(candidate, route)) ?? 'learner'

    it(`of ${route} is refused without the session's token`, async () => {
      const { app, calls } = fixtureApp({ role, launch: { deepLinking } })
      const { post } = await site({ app })
      for (const csrf of ['', 'csrf-tokem']) {
        const answer = await post(addressOf(role, route), { csrf })
        expect(answer.status).to.equal(403)
        expect(errorCode(answer)).to.equal('csrf')
      }
      expect(calls).to.deep.equal([])
    })

    it(`of ${route} is refused from another origin`, async () => {
      const { app, calls } = fixtureApp({ role, launch: { deepLinking } })
      const { post } = await site({ app })
      for (const headers of [
        { Origin: 'https://evil.example' },
        { Origin: 'null' },
        { Origin: TOOL, 'Sec-Fetch-Site': 'cross-site' },
      ]) {
        const answer = await post(addressOf(role, route), {}, headers)
        expect(answer.status).to.equal(403)
        expect(errorCode(answer)).to.equal('foreign_origin')
      }
      expect(calls).to.deep.equal([])
    })
  }

  it('carries the token in every page', async () => {
    for (const [role, paths] of [
      ['learner', ['/', '/check-in', '/coursework', '/evidence']],
      ['administrator', ['/', '/activities', '/criteria', '/deep-link', '/learners/person-1']],
    ] as const) {
      const { get } = await site({ role, launch: { deepLinking }, tutorsEdit: true })
      for (const path of paths) {
        const $ = page(await get(`/s/session-${role}${path}`))
        const forms = $('form[method=post]')
        expect(forms.length, path).to.be.greaterThan(0)
        forms.each((_, form) => {
          expect($(form).find('input[name=csrf]').attr('value'), path).to.equal('csrf-token')
        })
      }
    }
  })
})
