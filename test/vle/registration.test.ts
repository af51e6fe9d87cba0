import { expect } from 'chai'
import { createStage, type Stage } from './stage.ts'
import { SCOPES } from './types.ts'

const CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration'

describe('reference VLE: dynamic registration', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await createStage()
  })
  afterEach(() => stage.close())

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
  const register = (body: object, token = stage.vle.registrationToken().token) =>
    stage.ask('/register', { method: 'POST', token, type: 'application/json', body })

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
    })
    expect((await register(good(), token)).status, 'the token again').to.equal(401)
  })

  for (const [name, change] of [
    ['inline keys only', { jwks_uri: undefined, jwks: { keys: [] } }],
    ['redirect_uris that are no list', { redirect_uris: 'http://localhost:3000/lti/launch' }],
    ['another way to authenticate', { token_endpoint_auth_method: 'client_secret_post' }],
    ['another response type', { response_types: ['code'] }],
    ['no name', { client_name: undefined }],
    ['no login address', { initiate_login_uri: undefined }],
    [
      'a domain without its port',
      { [CONFIGURATION]: { domain: 'localhost', target_link_uri: 'http://localhost:3000/x' } },
    ],
  ] as const) {
    it(`refuses ${name} in plain words under text/html`, async () => {
      const reply = await register({ ...good(), ...change })
      expect(reply.status).to.equal(400)
      expect(reply.headers.get('content-type')).to.contain('text/html')
      expect(stage.vle.tools()).to.have.length(1)
    })
  }
})
