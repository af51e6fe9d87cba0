import { expect } from 'chai'
import { UnsecuredJWT } from 'jose'
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

describe('the login', () => {
  for (const method of ['get', 'post'] as const) {
    it(`answers ${method.toUpperCase()} with a plain redirect and a partitioned cookie`, async () => {
      const seen: unknown[] = []
      const { get, post } = await site({
        lti: {
          login: async (params) => {
            seen.push(params)
            return {
              redirectTo: 'https://vle.example/auth?x=1',
              cookie: { name: 'lti-1', value: 'v', maxAgeSeconds: 600 },
            }
          },
        },
      })
      const answer = method === 'get' ? await get('/lti/login?iss=a') : await post('/lti/login', { iss: 'a' })
      expect(answer.status).to.equal(302)
      expect(answer.headers.location).to.equal('https://vle.example/auth?x=1')
      const [cookie] = setCookies(answer.headers)
      expect(cookie?.split('; ')).to.include.members([
        'lti-1=v',
        'Max-Age=600',
        'Path=/lti',
        'HttpOnly',
        'Secure',
        'SameSite=None',
        'Partitioned',
      ])
      expect(seen[0]).to.include({ iss: 'a' })
    })
  }
})

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
        ...outcome({ type: 'launched', launch, cookie: null }),
      })
      expect((await post('/lti/launch', {})).headers.location).to.equal(`/s/session-${role}/${path}`)
    })
  }

  it('for deep linking lands on the picker', async () => {
    const { post } = await site({
      role: 'tutor',
      launch: { messageType: 'LtiDeepLinkingRequest' },
      ...outcome({ type: 'launched', launch, cookie: null }),
    })
    expect((await post('/lti/launch', {})).headers.location).to.equal('/s/session-tutor/deep-link')
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

  it('hands its secret to the platform storage, with a fallback that starts anew in a window', async () => {
    const { post } = await site(
      outcome({
        type: 'put-storage',
        target: '_parent',
        origin: 'https://auth.example',
        key: 'k',
        value: '"v"',
        redirectTo: 'https://auth.example/auth?login_hint=h&lti_message_hint=m',
      }),
    )
    const token = new UnsecuredJWT({
      iss: 'https://vle.example',
      aud: 'client',
      'https://purl.imsglobal.org/spec/lti/claim/target_link_uri': `${TOOL}/lti/launch`,
      'https://purl.imsglobal.org/spec/lti/claim/launch_presentation': {
        return_url: 'https://course.example/x?sesskey=1',
      },
    }).encode()
    const answer = await post('/lti/launch', { id_token: token })
    const $ = page(answer)
    expect($('#storage').attr()).to.include({
      'data-action': 'put',
      'data-origin': 'https://auth.example',
      'data-value': '"v"',
    })
    expect($('#fallback form').attr()).to.include({ target: '_blank', action: '/lti/login' })
    expect($('#fallback input[name=login_hint]').attr('value')).to.equal('h')
    expect(answer.headers['content-security-policy']).to.contain(
      'frame-ancestors https://auth.example https://course.example',
    )
  })

  it('asks the platform storage and posts the launch again with the proof', async () => {
    const { post } = await site(
      outcome({ type: 'get-storage', target: 'frame', origin: 'https://auth.example', key: 'k' }),
    )
    const $ = page(await post('/lti/launch', { state: 's', id_token: 'not.a"token' }))
    expect($('#storage').attr('data-action')).to.equal('get')
    expect($('#again input[name=state]').attr('value')).to.equal('s')
    expect($('#again input[name=id_token]').attr('value')).to.equal('not.a"token')
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
