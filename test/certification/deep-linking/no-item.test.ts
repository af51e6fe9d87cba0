import { expect } from 'chai'
import { answerTo, DATA } from './picker.ts'

describe('LTI Advantage, Deep Linking 2.0: no content item', () => {
  it('goes back in a signed response all the same when the tutor changes their mind', async () => {
    const { items, payload } = await answerTo({ cancel: 'on' }, { data: 'kept' })
    expect(items).to.deep.equal([])
    expect(payload[DATA]).to.equal('kept')
  })
})
