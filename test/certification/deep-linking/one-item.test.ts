import { expect } from 'chai'
import { answerTo } from './picker.ts'

describe('LTI Advantage, Deep Linking 2.0: one content item', () => {
  it('goes back where the platform takes no more', async () => {
    const { items } = await answerTo(
      { only: 'coursework', courseworkTitle: 'Essay' },
      { accept_multiple: false },
    )
    expect(items.map(({ title }) => title)).to.deep.equal(['Essay'])
  })
})
