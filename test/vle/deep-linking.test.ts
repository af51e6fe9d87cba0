import { expect } from 'chai'
import type { JWTPayload } from 'jose'
import { deepLinkResponse } from './fake-tool.ts'
import { createStage, type Stage } from './stage.ts'

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/'
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim/'

describe('reference VLE: deep linking', () => {
  let stage: Stage
  afterEach(() => stage.close())
  const begin = async (options = {}) => {
    stage = await createStage(options)
    await stage.robot.enterAs('33')
  }
  const item = {
    type: 'ltiResourceLink',
    title: 'Check in',
    text: 'Session 1',
    custom: { activity: 'a1' },
    lineItem: { label: 'Ignored', scoreMaximum: 5, resourceId: 'a1', tag: 'check-in' },
  }
  const answerWith = (items: unknown[], change: (claims: JWTPayload) => JWTPayload = (claims) => claims) => {
    stage.tool.answer = (claims) => change(deepLinkResponse(stage.tool, claims, items))
    return stage.robot.startDeepLinking('2')
  }

  it('makes the link and its column, which takes the name of the link', async () => {
    await begin()
    const page = await answerWith([item])
    expect(page.status).to.equal(200)
    expect(page.url).to.contain(`${stage.vle.url}/deep-link/return`)
    const link = stage.vle.links('2').at(-1)
    expect(link).to.include({ title: 'Check in', text: 'Session 1', url: `${stage.tool.url}/launch` })
    expect(link?.custom).to.deep.equal({ activity: 'a1' })
    const column = stage.vle.columns('2').at(-1)
    expect(column).to.include({
      label: 'Check in',
      scoreMaximum: 5,
      resourceId: 'a1',
      tag: 'check-in',
      linkId: link?.id,
    })
    expect((await stage.robot.openLink('2', link?.id ?? '')).$('h1').text()).to.equal('The tool')
  })

  it('makes no column without a lineItem, and nothing of an empty list', async () => {
    await begin()
    await answerWith([{ type: 'ltiResourceLink', title: 'Plain' }])
    expect(stage.vle.columns('2')).to.have.length(2)
    expect((await answerWith([])).status).to.equal(200)
    expect(stage.vle.links('2')).to.have.length(2)
  })

  it('says no roster in a course that has no link of the tool yet', async () => {
    await begin()
    stage.vle.removeLink(stage.link.id)
    await answerWith([])
    expect(await stage.tool.claims()).not.to.have.property(
      'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
    )
  })

  for (const [name, change] of [
    ['another issuer', { iss: 'other' }],
    ['another audience', { aud: 'http://other.example' }],
    ['another deployment', { [`${LTI}deployment_id`]: '9' }],
    ['another message type', { [`${LTI}message_type`]: 'LtiDeepLinkingRequest' }],
    ['no version', { [`${LTI}version`]: undefined }],
    ['no nonce', { nonce: undefined }],
    ['no expiry', { exp: undefined }],
    ['an item of another type', { [`${DL}content_items`]: [{ type: 'link', url: 'http://x.example' }] }],
    ['items that are no list', { [`${DL}content_items`]: 'many' }],
  ] as const) {
    it(`refuses a response with ${name}, and adds nothing`, async () => {
      await begin()
      const page = await answerWith([item], (claims) => ({ ...claims, ...change }) as JWTPayload)
      expect(page.status).to.equal(400)
      expect(page.$('.error').text()).not.to.equal('')
      expect(stage.vle.links('2')).to.have.length(1)
    })
  }

  it('takes a nonce and a return address once', async () => {
    await begin()
    const fixed = (claims: JWTPayload) => ({ ...claims, nonce: 'the-same' })
    expect((await answerWith([item], fixed)).status).to.equal(200)
    expect((await answerWith([item], fixed)).status).to.equal(400)
    const returned = stage.vle.log.entries.filter(
      (entry) => entry.service === 'deep-link' && entry.status === 200,
    )
    const again = await stage.ask(returned[0]?.path ?? '', { method: 'POST' })
    expect(again.status).to.equal(400)
    expect(stage.vle.links('2')).to.have.length(2)
  })

  it('wants its data back where it sends some', async () => {
    await begin({ behaviour: 'blackboard' })
    expect((await answerWith([item])).status).to.equal(200)
    expect((await answerWith([item], (claims) => ({ ...claims, [`${DL}data`]: 'x' }))).status).to.equal(400)
  })

  it('is for teachers', async () => {
    await begin()
    await stage.robot.enterAs('101')
    expect((await answerWith([item])).status).to.equal(403)
  })
})
