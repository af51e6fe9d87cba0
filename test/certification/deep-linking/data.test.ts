import { expect } from 'chai'
import { answerTo, DATA } from './picker.ts'

describe('LTI Advantage, Deep Linking 2.0: data of the request', () => {
  it('goes back unchanged', async () => {
    const data = 'op=321&v=44 "ŵ" <&>'
    expect((await answerTo({ ladder: 'on' }, { data })).payload[DATA]).to.equal(data)
  })

  it('is not made up where there was none', async () => {
    expect((await answerTo({ ladder: 'on' })).payload).not.to.have.property(DATA)
  })
})
