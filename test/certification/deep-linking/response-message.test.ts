import { expect } from 'chai'
import { LTI } from '../forge.ts'
import { certification } from '../stage.ts'
import { answerTo } from './picker.ts'

describe('LTI Advantage, Deep Linking 2.0: the response is a message', () => {
  it('of its type, version and deployment, sent to the return URL', async () => {
    const { target } = await certification()
    const { action, payload } = await answerTo({ ladder: 'on' })
    expect(action).to.equal(`${target.vle.url}/deep-link/return`)
    expect(payload).to.include({
      [`${LTI}/message_type`]: 'LtiDeepLinkingResponse',
      [`${LTI}/version`]: '1.3.0',
      [`${LTI}/deployment_id`]: target.registered.deploymentId,
    })
  })
})
