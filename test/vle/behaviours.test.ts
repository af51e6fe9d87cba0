import { expect } from 'chai'
import { BRIGHTSPACE_AUDIENCE } from './behaviours/brightspace.ts'
import { MEDIA } from './fake-tool.ts'
import { createStage, type Stage } from './stage.ts'
import { AGS, type BehaviourName, NRPS_SCOPE } from './types.ts'

describe('reference VLE: other platforms', () => {
  let stage: Stage
  const begin = async (behaviour: BehaviourName) => {
    stage = await createStage({ behaviour })
    await stage.robot.enterAs('101')
  }
  afterEach(() => stage.close())
  const score = async (change = {}) =>
    stage.ask(`/services/2/lineitems/${stage.coupled.id}/lineitem/scores`, {
      method: 'POST',
      token: await stage.tool.token(`${AGS}score`),
      type: MEDIA.score,
      body: {
        userId: '101',
        timestamp: new Date().toISOString(),
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
        scoreGiven: 5,
        scoreMaximum: 10,
        comment: 'Good',
        ...change,
      },
    })
  const results = async (query = '') => {
    const token = await stage.tool.token(`${AGS}result.readonly`)
    const url = `/services/2/lineitems/${stage.coupled.id}/lineitem/results${query}`
    return (await (await stage.ask(url, { token, accept: MEDIA.results })).json()) as Record<
      string,
      unknown
    >[]
  }

  for (const name of ['canvas', 'blackboard', 'brightspace'] as const) {
    it(`${name}: launches, and tells roles in full`, async () => {
      await begin(name)
      expect((await stage.robot.openLink('2', stage.link.id)).$('h1').text()).to.equal('The tool')
      const token = await stage.tool.token(NRPS_SCOPE)
      const url = '/services/CourseSection/2/bindings/1/memberships?role=Learner&limit=2'
      const reply = await stage.ask(url, { token, accept: MEDIA.members })
      expect(reply.headers.get('link')).to.contain('role=Learner')
      expect(JSON.stringify(await reply.json())).to.contain('v2/membership#Learner')
    })
  }

  it('canvas: offers storage, gives JSON, and ids as numbers', async () => {
    await begin('canvas')
    await stage.robot.openLink('2', stage.link.id)
    expect(stage.tool.logins[0]).to.include({ lti_storage_target: 'post_message_forwarding' })
    expect(stage.tool.launches[0]?.form).to.include({ lti_storage_target: 'post_message_forwarding' })
    const page = await stage.robot.visit(`${stage.vle.url}/courses/2/links/${stage.link.id}`)
    expect(page.$('iframe[name="post_message_forwarding"]')).to.have.length(1)
    expect((await score()).headers.get('content-type')).to.contain('application/json')
    expect((await results())[0]?.userId).to.equal(101)
  })

  it('canvas: makes a submission of a score unless told not to, and none in a concluded course', async () => {
    await begin('canvas')
    await score()
    const quiet = { 'https://canvas.instructure.com/lti/submission': { new_submission: false } }
    await score({ ...quiet, timestamp: new Date(Date.now() + 5000).toISOString() })
    expect(stage.vle.submissions(stage.coupled.id, '101')).to.equal(1)
    stage.school.course.endsAt = '2020-01-01T00:00:00Z'
    expect((await score()).status).to.equal(422)
  })

  it('canvas: forgets a launch at its first use, so that a second login needs a second launch', async () => {
    await begin('canvas')
    await stage.robot.openLink('2', stage.link.id)
    const { lti_message_hint = '' } = stage.tool.logins[0] ?? {}
    stage.tool.authParams = { lti_message_hint }
    expect((await stage.robot.openLink('2', stage.link.id)).status).to.equal(400)
  })

  it('brightspace: wants the audience of its authorisation server', async () => {
    await begin('brightspace')
    expect(stage.vle.platform.tokenAudience).to.equal(BRIGHTSPACE_AUDIENCE)
    const client_assertion = await stage.tool.assertion({ aud: stage.vle.platform.tokenUrl })
    expect((await stage.tool.askToken([NRPS_SCOPE], { client_assertion })).status).to.equal(400)
    expect((await score({ userId: '999' })).status).to.equal(403)
  })

  it('blackboard: drops comments from the results of one user, and knows no strangers', async () => {
    await begin('blackboard')
    await score()
    expect((await results('?limit=1000'))[0]).to.have.property('comment', 'Good')
    expect((await results('?user_id=101'))[0]).not.to.have.property('comment')
    const stranger = await score({ userId: '999' })
    expect([stranger.status, await stranger.text()].join(' '))
      .to.contain('400')
      .and.contain('User could not be found')
    await stage.robot.openLink('2', stage.link.id)
    const claims = await stage.tool.claims()
    expect(claims['https://purl.imsglobal.org/spec/lti/claim/custom']).to.have.property(
      'custom_resourcelink.id.history',
    )
  })
})
