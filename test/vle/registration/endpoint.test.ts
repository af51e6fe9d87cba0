import { expect } from 'chai'
import { createStage, type Stage } from '../stage.ts'
import { SCOPES } from '../types.ts'

const CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration'
const HOUR = 3_600_000

const good = () => ({
  application_type: 'web',
  response_types: ['id_token'],
  grant_types: ['implicit', 'client_credentials'],
  initiate_login_uri: 'http://localhost:3000/lti/login',
  redirect_uris: ['http://localhost:3000/lti/launch'],
  client_name: 'A tool',
  jwks_uri: 'http://localhost:3000/lti/jwks.json',
  token_endpoint_auth_method: 'private_key_jwt',
  scope: [...SCOPES, 'urn:unknown'].join(' '),
  [CONFIGURATION]: {
    domain: 'localhost:3000',
    target_link_uri: 'http://localhost:3000/lti/launch',
    messages: [{ type: 'LtiDeepLinkingRequest', target_link_uri: 'http://localhost:3000/lti/launch?dl=1' }],
  } as Record<string, unknown>,
})

describe('reference VLE: dynamic registration', () => {
  let stage: Stage
  let now: number
  beforeEach(async () => {
    now = Date.now()
    stage = await createStage({ clock: () => now })
  })
  afterEach(() => stage.close())

  const register = (body: unknown, token = stage.vle.registrationToken().token) =>
    stage.ask('/register', { method: 'POST', token, type: 'application/json', body })
  const at = (path: string) => `${stage.vle.url}${path}`

  it('says its endpoints, and registers a tool with the scopes it knows', async () => {
    const { configurationUrl, token } = stage.vle.registrationToken()
    const configuration = (await (await fetch(configurationUrl)).json()) as Record<string, unknown>
    expect(configuration).to.include({
      issuer: stage.vle.issuer,
      token_endpoint: stage.vle.platform.tokenUrl,
    })
    const reply = await register(good(), token)
    expect(reply.status).to.equal(200)
    const answer = (await reply.json()) as { client_id: string; scope: string }
    expect(answer.scope.split(' ')).to.have.members([...SCOPES])
    const tool = stage.vle.toolByClient(answer.client_id)
    expect(tool).to.include({
      name: 'A tool',
      deploymentId: '2',
      deepLinkUrl: 'http://localhost:3000/lti/launch?dl=1',
      state: 'pending',
    })
  })

  it('takes a token once, and for an hour', async () => {
    const { token } = stage.vle.registrationToken()
    expect((await register({}, token)).status, 'a refusal uses nothing up').to.equal(400)
    expect((await register(good(), token)).status).to.equal(200)
    const again = await register(good(), token)
    expect([again.status, await again.text()]).to.deep.equal([401, 'token_already_used'])
    const late = stage.vle.registrationToken().token
    now += HOUR
    expect((await register(good(), late)).status).to.equal(404)
  })

  it('changes the tool that a token names, which keeps its ids and its state', async () => {
    const first = (await (await register(good())).json()) as { client_id: string }
    const tool = stage.vle.toolByClient(first.client_id)
    const { token } = stage.vle.registrationToken(tool?.id)
    const second = await register({ ...good(), client_name: 'Another name' }, token)
    expect(await second.json()).to.include({ client_id: first.client_id, client_name: 'Another name' })
    expect(stage.vle.tools()).to.have.length(2)
    expect(stage.vle.toolByClient(first.client_id)?.state).to.equal('pending')
  })

  it('launches a tool only once an administrator has activated it and a tutor has switched it on', async () => {
    const { client_id } = (await (await register(good())).json()) as { client_id: string }
    const tool = stage.vle.toolByClient(client_id)
    const link = stage.vle.addLink('2', {
      title: 'New',
      url: `${stage.tool.url}/launch`,
      toolId: tool?.id ?? '',
    })
    await stage.robot.enterAs('33')
    const status = async () => (await stage.robot.visit(at(`/courses/2/links/${link.id}`))).status
    expect(await status(), 'pending').to.equal(403)
    expect((await stage.robot.visit(at('/admin/tools'))).status, 'for a tutor').to.equal(403)

    await stage.robot.enterAs(stage.school.administrator.id)
    const list = await stage.robot.visit(at('/admin/tools'))
    await stage.robot.submit(list, `form[action="/admin/tools/${tool?.id}/activate"]`)
    await stage.robot.enterAs('33')
    expect(await status(), 'active, not on in the course').to.equal(403)
    expect((await stage.robot.startDeepLinking('2', tool?.id)).status).to.equal(403)

    const switches = await stage.robot.visit(at('/courses/2/tools'))
    await stage.robot.submit(switches, `li[data-tool="${tool?.id}"] form`)
    expect(await status()).to.equal(200)
  })

  it('opens a pasted link in a frame with what the tool needs, and asks first where the tool may be known', async () => {
    await stage.robot.enterAs(stage.school.administrator.id)
    const paste = async (url: string, as?: string) => {
      const form = 'form[action="/admin/tools/register"]'
      const page = await stage.robot.submit(await stage.robot.visit(at('/admin/tools')), form, { url })
      return as ? stage.robot.submit(page, form, { as }) : page
    }
    const opened = await paste('http://tool.test/lti/register?token=t')
    const src = new URL(opened.$('iframe.tool').attr('src') ?? '')
    expect(src.searchParams.get('token')).to.equal('t')
    expect(src.searchParams.get('openid_configuration')).to.equal(at('/openid-configuration'))
    const asked = await paste(`${stage.tool.url}/register`)
    expect(asked.$('button[name=as]')).to.have.length(2)
    const update = await paste(`${stage.tool.url}/register`, 'update')
    const token = new URL(update.$('iframe.tool').attr('src') ?? '').searchParams.get('registration_token')
    const answer = await register(good(), token ?? '')
    expect(await answer.json()).to.include({ client_id: stage.registered.clientId })
  })
})

describe('reference VLE: the configurations of other platforms', () => {
  async function ask(behaviour: 'canvas' | 'brightspace' | 'blackboard') {
    const stage = await createStage({ behaviour, habits: { issuer: () => 'https://shared.example' } })
    try {
      const { configurationUrl, token } = stage.vle.registrationToken()
      const bare = await fetch(configurationUrl)
      const reply = await stage.ask(configurationUrl, { token })
      const registered = await stage.ask('/register', {
        method: 'POST',
        token,
        type: 'application/json',
        body: good(),
      })
      return {
        bare: bare.status,
        configuration: (await reply.json()) as Record<string, unknown>,
        answer: (await registered.json()) as Record<string, Record<string, unknown>>,
      }
    } finally {
      await stage.close()
    }
  }

  it('Canvas shows its own to holders of a token, names a shared issuer and makes deployments later', async () => {
    const { bare, configuration, answer } = await ask('canvas')
    expect(bare).to.equal(401)
    expect(configuration).to.include({
      issuer: 'https://shared.example',
      authorization_server: 'shared.example',
    })
    expect(answer[CONFIGURATION]).not.to.have.property('deployment_id')
  })

  it('Brightspace names its authorization server', async () => {
    const { bare, configuration } = await ask('brightspace')
    expect(bare).to.equal(200)
    expect(configuration.authorization_server).to.equal('https://api.brightspace.com/auth/token')
  })

  it('Blackboard offers submission review', async () => {
    const { configuration, answer } = await ask('blackboard')
    expect(JSON.stringify(configuration)).to.contain('LtiSubmissionReviewRequest')
    expect(answer[CONFIGURATION]?.deployment_id).to.equal('2')
  })
})
