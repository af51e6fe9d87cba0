import { expect } from 'chai'
import { loginParams, moodleRegistration, refusal, world } from '../support/world.ts'

describe('login', () => {
  it('sends the browser to the platform with exactly the parameters of an authentication request', async () => {
    const here = world()
    const { redirectTo, state, nonce } = await here.login()
    expect(redirectTo.origin + redirectTo.pathname).to.equal(moodleRegistration.authUrl)
    expect(Object.fromEntries(redirectTo.searchParams)).to.deep.equal({
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: moodleRegistration.clientId,
      redirect_uri: 'https://tool.example/lti/launch',
      login_hint: '3',
      lti_message_hint: loginParams.lti_message_hint,
      state,
      nonce,
    })
    expect(state).to.have.length(43)
    expect(nonce).to.have.length(43).and.not.equal(state)
  })

  it('remembers the login for ten minutes and keeps a hash of the secret only', async () => {
    const here = world()
    const { state, cookies } = await here.login({ ...loginParams, lti_storage_target: '_parent' })
    const row = here.store.states.get(state)
    expect(row).to.include({
      registrationId: 'r1',
      targetLinkUri: loginParams.target_link_uri,
      storageTarget: '_parent',
      deploymentId: '1',
      expiresAt: here.now + 600_000,
    })
    for (const secret of Object.values(cookies)) expect(JSON.stringify(row)).not.to.include(secret)
    expect(JSON.stringify(row), 'the hints are the platform’s own').not.to.include('launchid')
  })

  it("gives the secret to the platform's storage where it is offered, for its authorisation origin alone", async () => {
    const authUrl = 'https://sso.example/authorize?x=1'
    const here = world({ registrations: [{ ...moodleRegistration, authUrl }] })
    const { storage, cookies } = await here.login({ ...loginParams, lti_storage_target: '_parent' })
    const [[key, value] = []] = Object.entries(cookies)
    expect(storage).to.deep.equal({ target: '_parent', origin: 'https://sso.example', key, value })
  })

  it('has no storage to give a secret to where none is offered', async () => {
    const here = world()
    expect((await here.login()).storage).to.equal(null)
    expect((await here.login({ ...loginParams, lti_storage_target: '' })).storage).to.equal(null)
  })

  it('names the cookie after the state, so that two tabs do not clash', async () => {
    const here = world()
    const [one, two] = [await here.login(), await here.login()]
    expect(Object.keys(one.cookies)).not.to.deep.equal(Object.keys(two.cookies))
    expect(Object.keys(one.cookies)[0]).to.match(/^lti_[0-9a-f]+$/)
    expect(Object.keys(one.cookies)[0]).not.to.include(one.state)
  })

  it("keeps the authorisation address's own query and never sends repost", async () => {
    const authUrl = 'https://moodle.example/auth?tenant=7&repost=1'
    const here = world({ registrations: [{ ...moodleRegistration, authUrl }] })
    const { redirectTo } = await here.login({ ...loginParams, repost: '1' })
    expect(redirectTo.searchParams.get('tenant')).to.equal('7')
    expect(redirectTo.searchParams.has('repost')).to.equal(false)
  })

  it('takes a login without client id where the issuer has one registration', async () => {
    const { client_id: _, ...params } = loginParams
    const { redirectTo } = await world().login(params)
    expect(redirectTo.searchParams.get('client_id')).to.equal(moodleRegistration.clientId)
  })

  it('finds the registration by client id where the issuer has several', async () => {
    const other = { ...moodleRegistration, id: 'r2', clientId: 'other' }
    const here = world({ registrations: [moodleRegistration, other] })
    const { state } = await here.login({ ...loginParams, client_id: 'other' })
    expect(here.store.states.get(state)?.registrationId).to.equal('r2')
    expect((await refusal(here.login({ ...loginParams, client_id: '' }))).code).to.equal('ambiguous_client')
  })

  const refusals: [string, Record<string, unknown>, string][] = [
    ['no iss', { iss: undefined }, 'login_param_missing'],
    ['no login_hint', { login_hint: '' }, 'login_param_missing'],
    ['no target_link_uri', { target_link_uri: undefined }, 'login_param_missing'],
    ['a repeated parameter', { login_hint: ['3', '4'] }, 'login_param_invalid'],
    ['an endless parameter', { lti_message_hint: 'x'.repeat(9000) }, 'login_param_invalid'],
    ['a storage target that is script', { lti_storage_target: '");alert(1)//' }, 'login_param_invalid'],
    ['an unknown issuer', { iss: 'https://stranger.example' }, 'platform_unknown'],
    ['an issuer with a slash more', { iss: 'https://moodle.example/' }, 'platform_unknown'],
    ['an unknown client', { client_id: 'stranger' }, 'client_unknown'],
    [
      'a target on another host',
      { target_link_uri: 'https://evil.example/lti/launch' },
      'target_link_foreign',
    ],
    [
      'a target on another scheme',
      { target_link_uri: 'http://tool.example/lti/launch' },
      'target_link_foreign',
    ],
    ['a target without a scheme', { target_link_uri: '//evil.example' }, 'target_link_invalid'],
    [
      'a target with a second host in its path',
      { target_link_uri: 'https://tool.example//evil.example' },
      'target_link_invalid',
    ],
    [
      'a target with a backslash',
      { target_link_uri: 'https://tool.example\\@evil.example' },
      'target_link_invalid',
    ],
    [
      'a target with a backslash path',
      { target_link_uri: 'https://tool.example/\\evil.example' },
      'target_link_invalid',
    ],
    [
      'a target with a user name',
      { target_link_uri: 'https://tool.example@evil.example/' },
      'target_link_invalid',
    ],
    [
      'a target with a user name on our host',
      { target_link_uri: 'https://evil@tool.example/' },
      'target_link_invalid',
    ],
    [
      'a target with a line end',
      { target_link_uri: 'https://tool.example/\n/evil.example' },
      'target_link_invalid',
    ],
    ['a target that is script', { target_link_uri: 'javascript:alert(1)' }, 'target_link_invalid'],
  ]
  for (const [what, params, code] of refusals) {
    it(`refuses ${what} as ${code}`, async () => {
      const here = world()
      const error = await refusal(here.tool.login({ ...loginParams, ...params }))
      expect(error.code).to.equal(code)
      expect(error.status).to.be.within(400, 499)
      expect(here.store.states.size).to.equal(0)
    })
  }
})
