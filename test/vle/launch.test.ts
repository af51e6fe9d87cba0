import { expect } from 'chai'
import { createRobot } from './robot.ts'
import { createStage, type Stage } from './stage.ts'

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/'

describe('reference VLE: launch', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await createStage()
    await stage.robot.enterAs('101')
  })
  afterEach(() => stage.close())

  const open = () => stage.robot.openLink('2', stage.link.id)

  it('brings a learner to the tool in a frame, with the headers a browser sends', async () => {
    const page = await open()
    expect(page.status).to.equal(200)
    expect(page.$('h1').text()).to.equal('The tool')
    const { headers } = stage.tool.launches[0] ?? {}
    expect(headers).to.include({
      origin: stage.vle.url,
      referer: `${stage.vle.url}/`,
      dest: 'iframe',
      site: 'cross-site',
    })
    expect(headers?.cookie).to.match(/^fake=/)
  })

  it('tells the claims of a learner', async () => {
    await open()
    const claims = await stage.tool.claims()
    expect(claims.sub).to.equal('101')
    expect(claims.name).to.equal('Siân Llywelyn')
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).to.equal(60)
    expect(claims[`${LTI}roles`]).to.deep.equal(['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'])
    expect(claims[`${LTI}custom`]).to.include({ badge_id: 'b-1', due: '$Nobody.knows', who: '101' })
    expect(claims[`${LTI}launch_presentation`]).to.have.property('return_url').that.contains('sesskey=')
    const endpoint = claims['https://purl.imsglobal.org/spec/lti-ags/claim/endpoint'] as Record<
      string,
      unknown
    >
    expect(endpoint.lineitem).to.equal(
      `${stage.vle.url}/services/2/lineitems/${stage.coupled.id}/lineitem?type_id=1`,
    )
  })

  it('leaves lineitem out once the link has two columns', async () => {
    stage.vle.addColumn('2', { label: 'Another', scoreMaximum: 1, toolId: '1', linkId: stage.link.id })
    await open()
    const claims = await stage.tool.claims()
    expect(claims['https://purl.imsglobal.org/spec/lti-ags/claim/endpoint']).not.to.have.property('lineitem')
  })

  it('keeps names and email from a tool that may not have them', async () => {
    stage.registered.privacy = 'never'
    await open()
    expect(await stage.tool.claims()).not.to.have.any.keys('name', 'given_name', 'family_name', 'email')
  })

  it('takes a launch id once only, on its own page', async () => {
    await open()
    const { lti_message_hint = '' } = stage.tool.logins[0] ?? {}
    stage.tool.authParams = { lti_message_hint }
    const again = await open()
    expect(again.status).to.equal(400)
    expect(again.url).to.contain(`${stage.vle.url}/auth`)
    expect(stage.tool.launches).to.have.length(1)
  })

  it('does not take the launch id of somebody else', async () => {
    const other = createRobot(stage.vle)
    await other.enterAs('102')
    stage.tool.authParams = { redirect_uri: 'http://nowhere.example' }
    await open()
    const { lti_message_hint = '' } = stage.tool.logins[0] ?? {}
    stage.tool.authParams = { lti_message_hint }
    expect((await other.openLink('2', stage.link.id)).status).to.equal(400)
  })

  for (const [name, params] of [
    ['a redirect_uri that is not registered', (url: string) => ({ redirect_uri: `${url}/launch?x=1` })],
    ['an unknown client_id', () => ({ client_id: 'stranger' })],
  ] as const) {
    it(`answers ${name} on its own page`, async () => {
      stage.tool.authParams = params(stage.tool.url)
      expect((await open()).status).to.equal(400)
      expect(stage.tool.launches).to.have.length(0)
    })
  }

  for (const [error, params] of [
    ['unsupported_response_type', { response_type: 'code' }],
    ['invalid_request', { response_mode: 'query' }],
    ['invalid_request', { prompt: undefined }],
    ['invalid_request', { nonce: undefined }],
    ['invalid_request', { state: undefined }],
    ['invalid_scope', { scope: 'profile' }],
    ['access_denied', { login_hint: '102' }],
  ] as const) {
    it(`tells the tool ${error} when ${Object.entries(params).map(([name, value]) => `${name} is ${value}`)}`, async () => {
      stage.tool.authParams = params
      await open()
      expect(stage.tool.launches[0]?.form).to.include({ error }).and.not.to.have.property('id_token')
    })
  }

  it('answers 401 when nobody is logged in', async () => {
    const url = new URL(stage.vle.platform.authUrl)
    const params = { client_id: stage.tool.clientId, redirect_uri: `${stage.tool.url}/launch` }
    url.search = new URLSearchParams(params).toString()
    expect((await fetch(url)).status).to.equal(401)
  })

  it('shows an administrator, an assistant, and a teacher with a learner’s eyes in their roles', async () => {
    const rolesOf = async (userId: string, asLearner = false) => {
      await stage.robot.enterAs(userId)
      await stage.robot.openLink('2', stage.link.id, { asLearner })
      return String((await stage.tool.claims())[`${LTI}roles`])
    }
    expect(await rolesOf('90'))
      .to.contain('institution/person#Administrator')
      .and.contain('membership#Instructor')
    stage.vle.enrol('2', '102', 'TeachingAssistant')
    expect(await rolesOf('102')).to.match(/membership#Instructor$/)
    expect(await rolesOf('33', true)).to.match(/membership#Learner$/)
  })

  it('hides and refuses a gated link until the activity is complete', async () => {
    const quiz = stage.vle.addQuiz('2', { title: 'Unit 1 quiz' })
    const gated = stage.vle.addLink('2', {
      title: 'Checkpoint',
      url: `${stage.tool.url}/launch`,
      toolId: '1',
      gatedBy: quiz.id,
    })
    expect((await stage.robot.openLink('2', gated.id)).status).to.equal(403)
    const page = await stage.robot.visit(`${stage.vle.url}/courses/2`)
    expect(page.$(`[data-locked="${gated.id}"]`).text()).to.contain('Unit 1 quiz')
    expect(page.$(`[data-link="${gated.id}"]`)).to.have.length(0)
    stage.vle.complete(quiz.id, '101')
    expect((await stage.robot.openLink('2', gated.id)).$('h1').text()).to.equal('The tool')
  })

  it('still publishes the old key after a rotation, and signs with the new one', async () => {
    await stage.vle.keys.rotate()
    await open()
    await stage.tool.claims()
    expect(stage.vle.keys.jwks().keys).to.have.length(2)
  })

  it('does not let strangers into a course', async () => {
    stage.vle.unenrol('2', '101')
    expect((await open()).status).to.equal(404)
  })
})
