import { expect } from 'chai'
import type { JWTPayload } from 'jose'
import { MEDIA } from './fake-tool.ts'
import { createStage, type Stage } from './stage.ts'
import { AGS, NRPS_SCOPE } from './types.ts'

describe('reference VLE: token endpoint', () => {
  let stage: Stage
  before(async () => {
    stage = await createStage()
  })
  after(() => stage.close())

  it('gives a token, as JSON that is called text/html', async () => {
    const reply = await stage.tool.askToken([NRPS_SCOPE, `${AGS}score`])
    expect(reply.status).to.equal(200)
    expect(reply.headers.get('content-type')).to.contain('text/html')
    expect(await reply.json()).to.include({
      token_type: 'Bearer',
      expires_in: 3600,
      scope: `${NRPS_SCOPE} ${AGS}score`,
    })
  })

  const now = () => Math.floor(Date.now() / 1000)
  for (const [name, claims] of [
    ['of another audience', () => ({ aud: stage.vle.issuer })],
    ['whose sub is not the client', () => ({ sub: 'other' })],
    ['of an unknown issuer', () => ({ iss: 'other' })],
    ['that has expired', () => ({ iat: now() - 600, exp: now() - 300 })],
    ['without jti', () => ({ jti: undefined })],
    ['without exp', () => ({ exp: undefined })],
    ['that lives a day', () => ({ exp: now() + 86_400 })],
  ] as const) {
    it(`refuses an assertion ${name}`, async () => {
      const client_assertion = await stage.tool.assertion(claims() as JWTPayload)
      const reply = await stage.tool.askToken([NRPS_SCOPE], { client_assertion })
      expect(reply.status).to.equal(400)
      expect(await reply.json()).to.have.property('error', 'invalid_client')
    })
  }

  it('refuses a jti the second time', async () => {
    const client_assertion = await stage.tool.assertion()
    expect((await stage.tool.askToken([NRPS_SCOPE], { client_assertion })).status).to.equal(200)
    expect((await stage.tool.askToken([NRPS_SCOPE], { client_assertion })).status).to.equal(400)
  })

  it('refuses another grant, another kind of assertion and an unknown scope', async () => {
    const errorOf = async (reply: Promise<Response>) =>
      ((await (await reply).json()) as { error: string }).error
    const { tool } = stage
    expect(await errorOf(tool.askToken([NRPS_SCOPE], { grant_type: 'password' }))).to.equal(
      'unsupported_grant_type',
    )
    expect(await errorOf(tool.askToken([NRPS_SCOPE], { client_assertion_type: 'x' }))).to.equal(
      'invalid_request',
    )
    expect(await errorOf(tool.askToken([NRPS_SCOPE, 'urn:unknown']))).to.equal('invalid_scope')
  })

  it('grants what is left when an administrator has withdrawn a scope', async () => {
    stage.vle.faults.dropScopes = [`${AGS}score`]
    const reply = await stage.tool.askToken([NRPS_SCOPE, `${AGS}score`])
    stage.vle.faults.dropScopes = []
    expect(await reply.json()).to.have.property('scope', NRPS_SCOPE)
  })
})

describe('reference VLE: memberships', () => {
  let stage: Stage
  const path = '/services/CourseSection/2/bindings/1/memberships'
  beforeEach(async () => {
    stage = await createStage()
  })
  afterEach(() => stage.close())

  interface Roster {
    readonly members: readonly {
      readonly user_id: string
      readonly roles: readonly string[]
      readonly name?: string
    }[]
  }
  const read = async (query = '') => {
    const reply = await stage.ask(path + query, {
      token: await stage.tool.token(NRPS_SCOPE),
      accept: MEDIA.members,
    })
    return { reply, roster: (await reply.json()) as Roster }
  }

  it('lists everybody enrolled under short role names', async () => {
    const { reply, roster } = await read()
    expect(reply.headers.get('content-type')).to.contain(MEDIA.members)
    expect(roster.members).to.have.length(7)
    expect(roster.members.find((one) => one.user_id === '33')?.roles).to.deep.equal(['Instructor'])
    expect(roster.members.map((one) => one.name))
      .to.include('Siân Llywelyn')
      .and.not.include('Adaeze Okafor')
  })

  it('makes pages whose next forgets the role', async () => {
    const { reply, roster } = await read('?role=Learner&limit=3')
    expect(roster.members).to.have.length(3)
    expect(reply.headers.get('link')).to.equal(`<${stage.vle.url}${path}?limit=3&from=3>; rel="next"`)
    const last = await read('?limit=5&from=5')
    expect(last.reply.headers.get('link')).to.equal(null)
    expect(last.roster.members).to.have.length(2)
  })

  it('takes role as a URI, and calls an assistant a Learner', async () => {
    stage.vle.enrol('2', '101', 'TeachingAssistant')
    const { roster } = await read(
      '?role=http%3A%2F%2Fpurl.imsglobal.org%2Fvocab%2Flis%2Fv2%2Fmembership%23Learner',
    )
    expect(roster.members.map((one) => one.user_id)).to.have.members(['101', '102', '103', '104', '105'])
  })

  it('lets leavers and the suspended vanish', async () => {
    stage.vle.unenrol('2', '101')
    stage.vle.suspend('2', '102')
    expect((await read()).roster.members).to.have.length(5)
  })

  it('leaves names out for a tool that may not have them', async () => {
    stage.registered.privacy = 'never'
    const [first] = (await read()).roster.members
    expect(first).to.have.all.keys('status', 'roles', 'user_id', 'lis_person_sourcedid')
  })

  it('answers 400 to application/json, 401 without the scope or a token, 404 for another’s link', async () => {
    const token = await stage.tool.token(NRPS_SCOPE)
    expect((await stage.ask(path, { token, accept: 'application/json' })).status).to.equal(400)
    expect((await stage.ask(path, { token: 'bad', accept: MEDIA.members })).status).to.equal(401)
    const wrong = await stage.tool.token(`${AGS}score`)
    expect((await stage.ask(path, { token: wrong, accept: MEDIA.members })).status).to.equal(401)
    expect((await stage.ask(`${path}?rlid=999`, { token, accept: MEDIA.members })).status).to.equal(404)
  })
})

describe('reference VLE: line items', () => {
  let stage: Stage
  let token: string
  const path = '/services/2/lineitems'
  beforeEach(async () => {
    stage = await createStage()
    token = await stage.tool.token(`${AGS}lineitem`, `${AGS}lineitem.readonly`)
  })
  afterEach(() => stage.close())

  const list = async (query: string) => {
    const reply = await stage.ask(`${path}?type_id=1${query}`, { token, accept: MEDIA.items })
    return { reply, items: (await reply.json()) as { id: string; label: string }[] }
  }

  it('lists the tool’s own only, by resource_id, tag and resource_link_id', async () => {
    stage.vle.addQuiz('2', { title: 'Native quiz' })
    expect((await list('')).items.map((item) => item.label)).to.deep.equal(['Your progress', 'Teamwork'])
    expect((await list('&resource_id=comp-1')).items).to.have.length(1)
    expect((await list('&tag=badge')).items[0]?.label).to.equal('Your progress')
    expect((await list(`&resource_link_id=${stage.link.id}`)).items).to.have.length(1)
  })

  it('writes Link with curly quotes and &amp;', async () => {
    const { reply, items } = await list('&limit=1')
    expect(items).to.have.length(1)
    const link = Buffer.from(reply.headers.get('link') ?? '', 'latin1').toString('utf8')
    expect(link).to.contain('rel=“next”').and.contain('&amp;limit=1&amp;from=1>')
  })

  it('creates, reads, renames and deletes', async () => {
    const body = { label: 'Badge', scoreMaximum: 5, resourceId: 'r', tag: 't' }
    const created = await stage.ask(`${path}?type_id=1`, { method: 'POST', token, type: MEDIA.item, body })
    expect(created.status).to.equal(201)
    const { id } = (await created.json()) as { id: string }
    expect(await (await stage.ask(id, { token, accept: MEDIA.item })).json()).to.deep.equal({ id, ...body })
    const renamed = { ...body, label: 'Renamed' }
    expect((await stage.ask(id, { method: 'PUT', token, type: MEDIA.item, body: renamed })).status).to.equal(
      200,
    )
    expect((await list('&tag=t')).items[0]?.label).to.equal('Renamed')
    expect((await stage.ask(id, { method: 'DELETE', token })).status).to.equal(204)
    expect((await stage.ask(id, { method: 'DELETE', token })).status).to.equal(404)
  })

  it('rescales when the maximum changes, and turns the ungraded into 0', async () => {
    stage.vle.grade(stage.standalone.id, '101', 10)
    const url = `${path}/${stage.standalone.id}/lineitem?type_id=1`
    const body = { label: 'Teamwork', scoreMaximum: 40 }
    await stage.ask(url, { method: 'PUT', token, type: MEDIA.item, body })
    expect(stage.vle.gradeOf(stage.standalone.id, '101')?.score).to.equal(20)
    expect(stage.vle.gradeOf(stage.standalone.id, '102')?.score).to.equal(0)
  })

  it('refuses wrong media types, nonsense, other people’s links and columns, and a missing scope', async () => {
    const post = (init: object) => stage.ask(`${path}?type_id=1`, { method: 'POST', token, ...init })
    const good = { label: 'x', scoreMaximum: 1 }
    expect((await post({ type: 'application/json', body: good })).status).to.equal(400)
    expect((await post({ type: MEDIA.item, body: { label: 'x' } })).status).to.equal(400)
    expect((await post({ type: MEDIA.item, body: { ...good, resourceLinkId: '999' } })).status).to.equal(403)
    for (const accept of ['application/json', '*/*', MEDIA.item]) {
      expect((await stage.ask(`${path}?type_id=1`, { token, accept })).status, accept).to.equal(400)
    }
    const quiz = stage.vle.addQuiz('2', { title: 'Native quiz' })
    const foreign = `${path}/${stage.vle.activityColumn(quiz.id)}/lineitem?type_id=1`
    expect((await stage.ask(foreign, { token, accept: MEDIA.item })).status).to.equal(404)
    const writeOnly = await stage.tool.token(`${AGS}lineitem`)
    expect((await stage.ask(`${path}?type_id=1`, { token: writeOnly, accept: MEDIA.items })).status).to.equal(
      401,
    )
  })
})
