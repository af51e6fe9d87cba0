import { expect } from 'chai'
import { withClaims } from '../attempts.ts'
import { follow, LEARNER, LTI } from '../forge.ts'
import { certification } from '../stage.ts'
import { answerTo } from './picker.ts'

describe('LTI Advantage, Deep Linking 2.0: the link that went back', () => {
  it('launches what was chosen', async () => {
    const { target } = await certification()
    const [item] = (await answerTo({ checkIn: 'on', checkIns: '1', checkInTitle: 'First session' })).items
    const reply = await withClaims(() => ({
      [`${LTI}/resource_link`]: { id: 'placed-1', title: item?.title },
      [`${LTI}/custom`]: item?.custom,
      [`${LTI}/target_link_uri`]: item?.url,
    }))({ target, person: LEARNER })
    const page = await follow(target, reply)
    expect(page.status).to.equal(200)
    expect(new URL(page.url).pathname).to.match(/\/check-in$/)
  })
})
