import { expect } from 'chai'
import { LtiError } from '../../src/lti/errors.ts'
import type { Launch, LtiTool } from '../../src/lti/types.ts'
import { fixtureApp } from './fixture-app.ts'
import { errorCode, page, site, TOOL } from './support.ts'

const launch = {
  user: { name: 'Ada <i>L</i>' },
  context: { id: '7', title: 'Maths & more', label: null },
  frameOrigins: ['https://vle.example'],
} as unknown as Launch

const outcome = (answer: Awaited<ReturnType<LtiTool['launch']>>) => ({ lti: { launch: async () => answer } })
const setCookies = (headers: Record<string, unknown>) => (headers['set-cookie'] ?? []) as string[]

const setCookie = (headers: Record<string, unknown>, name: string) =>
  setCookies(headers).find((cookie) => cookie.startsWith(`${name}=`))
const PROBE = { Cookie: 'ladder_cookies=1' }

describe('a launch', () => {
  it('opens a session whose cookie lives under its own path', async () => {
    const { post } = await site(outcome({ type: 'launched', launch, cookie: 'lti-1' }))
    const answer = await post('/lti/launch', { id_token: 'x' }, { Origin: 'https://vle.example' })
    expect(answer.status).to.equal(303)
    expect(answer.headers.location).to.equal('/s/session-learner/')
    const cookies = setCookies(answer.headers)
    expect(cookies.find((cookie) => cookie.startsWith('lti-1=;')))
      .to.contain('Path=/lti')
      .and.to.contain('Partitioned')
    expect(cookies.find((cookie) => cookie.startsWith('session='))?.split('; ')).to.include.members([
      'Path=/s/session-learner',
      'Max-Age=3600',
      'HttpOnly',
      'Secure',
      'SameSite=None',
      'Partitioned',
    ])
  })

  for (const [link, role, path] of [
    ['check-in', 'learner', 'check-in'],
    ['coursework', 'learner', 'coursework'],
    ['check-in', 'tutor', ''],
  ] as const) {
    it(`of a ${link} link lands a ${role} on /${path}`, async () => {
      const { post } = await site({
        role,
        launch: { link },
        ...outcome({ type: 'launched', launch, cookie: 'lti-1' }),
      })
      expect((await post('/lti/launch', {})).headers.location).to.equal(`/s/session-${role}/${path}`)
    })
  }

  for (const [role, path] of [
    ['tutor', 'review'],
    ['learner', 'coursework'],
  ] as const) {
    it(`for a submission review lands a ${role} on /${path}`, async () => {
      const { post } = await site({
        role,
        launch: { messageType: 'LtiSubmissionReviewRequest', link: 'coursework' },
        ...outcome({ type: 'launched', launch, cookie: 'lti-1' }),
      })
      expect((await post('/lti/launch', {})).headers.location).to.equal(`/s/session-${role}/${path}`)
    })
  }

  it('that the platform refused says so, with its code for whoever looks after it, and repeats nothing', async () => {
    const { post } = await site({
      lti: {
        launch: async () => {
          throw new LtiError('platform_error', 'refused', { detail: { error: 'login_required' } })
        },
      },
    })
    const answer = await post('/lti/launch', { error: 'login_required', error_description: '<b>Mallory</b>' })
    expect([answer.status, errorCode(answer)]).to.deep.equal([400, 'platform_error'])
    expect(page(answer)('main').text()).to.contain('Sign in to the VLE').and.to.contain('login_required')
    expect(answer.text).not.to.contain('Mallory')
  })

  it('tells which visits the browser had, so that those of anybody else end', async () => {
    const asked: (readonly string[])[] = []
    const { post } = await site({
      ...outcome({ type: 'launched', launch, cookie: 'lti-1' }),
      parts: {
        endOthers: async (_visit, ids) => {
          asked.push(ids)
          return ids.slice(1)
        },
      },
    })
    const begin = async (visits: string) =>
      setCookie((await post('/lti/launch', {}, { Cookie: visits })).headers, 'ladder_visits')?.split('; ')
    expect(await begin('other=1')).to.include.members([
      'ladder_visits=session-learner',
      'Path=/lti',
      'Partitioned',
    ])
    expect(await begin('ladder_visits=theirs.mine.<b>')).to.include('ladder_visits=session-learner.mine')
    await begin(`ladder_visits=${'x.'.repeat(500)}`)
    expect(asked.map((ids) => ids.length)).to.deep.equal([0, 2, 19])
  })

  it('for deep linking lands on the picker', async () => {
    const { post } = await site({
      role: 'tutor',
      launch: { messageType: 'LtiDeepLinkingRequest' },
      ...outcome({ type: 'launched', launch, cookie: 'lti-1' }),
    })
    expect((await post('/lti/launch', {})).headers.location).to.equal('/s/session-tutor/deep-link')
  })

  it('is answered the same at the address that platforms may keep for deep linking', async () => {
    const { post } = await site({
      role: 'tutor',
      launch: { messageType: 'LtiDeepLinkingRequest' },
      ...outcome({ type: 'launched', launch, cookie: 'lti-1' }),
    })
    const answer = await post('/lti/deep-link', {})
    expect([answer.status, answer.headers.location]).to.deep.equal([303, '/s/session-tutor/deep-link'])
    expect(setCookies(answer.headers).join()).to.contain('session=')
  })

  it('whose address is opened by itself is told to begin in the course', async () => {
    const { get } = await site()
    for (const path of ['/lti/launch', '/lti/deep-link']) {
      const answer = await get(path)
      expect([answer.status, errorCode(answer)]).to.deep.equal([400, 'launch_by_address'])
      expect(page(answer)('.next-step').text()).to.equal('Go back to your course and open the link again.')
    }
  })

  it('without cookies offers a new window that says who and which course, and sets no session', async () => {
    const { post } = await site(outcome({ type: 'new-window', launch }))
    const answer = await post('/lti/launch', {})
    const $ = page(answer)
    expect(answer.status).to.equal(403)
    expect(errorCode(answer)).to.equal('cookies_blocked')
    expect($('main').text()).to.contain('Ada <i>L</i>').and.to.contain('Maths & more')
    expect($('form').attr()).to.include({ target: '_blank', method: 'post', action: '/lti/window' })
    expect($('input[name=ticket]').attr('value')).to.equal('ticket-1')
    expect(setCookies(answer.headers).join()).to.not.contain('session=')
    expect(answer.headers['content-security-policy']).to.contain('frame-ancestors https://vle.example')
  })

  it('asks the platform’s storage and posts the launch again, from a frame of the platform alone', async () => {
    const { post } = await site(
      outcome({
        type: 'get-storage',
        target: 'frame',
        origin: 'https://auth.example',
        key: 'k',
        state: 'second',
        frameOrigins: ['https://auth.example', 'https://school.example'],
      }),
    )
    const answer = await post('/lti/launch', { state: 'first', id_token: 'not.a"token' })
    const $ = page(answer)
    expect($('#storage').attr()).to.include({ 'data-action': 'get', 'data-key': 'k' })
    expect($('#again').attr()).to.include({ method: 'post', action: '/lti/launch' })
    expect($('#again input[name=state]').attr('value')).to.equal('second')
    expect($('#again input[name=id_token]').attr('value')).to.equal('not.a"token')
    expect($('#again input[name=proof]').attr('value')).to.equal('')
    expect($('#again button'), 'goes on without a script').to.have.length(1)
    expect(answer.headers['content-security-policy']).to.contain(
      'frame-ancestors https://auth.example https://school.example',
    )
  })

  it('by storage offers a new window where a session’s cookie would not come back', async () => {
    const { post } = await site(outcome({ type: 'launched', launch, cookie: null }))
    const answer = await post('/lti/launch', {})
    expect(answer.status).to.equal(403)
    expect(errorCode(answer)).to.equal('cookies_blocked')
    expect(page(answer)('input[name=ticket]').attr('value')).to.equal('ticket-1')
    expect(setCookies(answer.headers).join()).to.not.contain('session=')
  })

  it('by storage opens a session at once where cookies come back', async () => {
    const { post } = await site(outcome({ type: 'launched', launch, cookie: null }))
    const answer = await post('/lti/launch', {}, PROBE)
    expect(answer.status).to.equal(303)
    expect(setCookie(answer.headers, 'session')).to.contain('session=right-secret')
  })

  it('that is refused answers with the code of its fault and sets no cookie', async () => {
    const { post } = await site({
      lti: {
        launch: async () => {
          throw new LtiError('nonce_mismatch', 'nonce', { status: 401 })
        },
      },
    })
    const answer = await post('/lti/launch', { id_token: 'x' })
    expect(answer.status).to.equal(401)
    expect(errorCode(answer)).to.equal('nonce_mismatch')
    expect(setCookies(answer.headers)).to.deep.equal([])
    expect(answer.headers['content-security-policy']).to.contain('frame-ancestors *')
  })

  it('of more than 512 kB is refused', async () => {
    const { post } = await site()
    const answer = await post('/lti/launch', { id_token: 'x'.repeat(600_000) })
    expect(answer.status).to.equal(413)
    expect(errorCode(answer)).to.equal('too_large')
  })
})

describe('the new window', () => {
  it('opens the kept launch once', async () => {
    const { post } = await site()
    const opened = await post('/lti/window', { ticket: 'ticket-1' })
    expect(opened.status).to.equal(303)
    expect(setCookies(opened.headers).join()).to.contain('session=right-secret')
    const again = await post('/lti/window', { ticket: 'used' })
    expect(again.status).to.equal(401)
    expect(errorCode(again)).to.equal('ticket_used')
  })

  it('is refused from another site, so that nobody is put into a stranger’s session', async () => {
    const answer = await (await site()).post(
      '/lti/window',
      { ticket: 'ticket-1' },
      { Origin: 'https://evil.example' },
    )
    expect(errorCode(answer)).to.equal('foreign_origin')
  })
})

describe('the tool’s own documents', () => {
  it('are open to everybody', async () => {
    const { get } = await site({ app: fixtureApp().app })
    const keys = await get('/lti/jwks.json')
    expect(keys.body).to.deep.equal({ keys: [] })
    expect(keys.headers['access-control-allow-origin']).to.equal('*')
    const config = await get('/lti/config.json')
    expect(config.body.oidc_initiation_url).to.equal(`${TOOL}/lti/login`)
    expect(config.body.extensions[0].domain).to.equal('tool.example')
  })
})
