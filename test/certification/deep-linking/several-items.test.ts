import { expect } from 'chai'
import { answerTo } from './picker.ts'

describe('LTI Advantage, Deep Linking 2.0: several content items', () => {
  it('go back in one response where the platform takes several', async () => {
    const { items } = await answerTo({ ladder: 'on', checkIn: 'on', checkIns: '3', checkInTitle: 'Session' })
    expect(items).to.have.length(4)
    for (const item of items) {
      expect(item.type).to.equal('ltiResourceLink')
      expect(item.title).to.match(/\p{L}/u)
    }
  })
})
