import { expect } from 'chai'
import { openPicker } from './picker.ts'

describe('LTI Advantage, Deep Linking 2.0: a deep linking request', () => {
  it('leads a tutor to a page that offers content', async () => {
    const { status, $ } = await openPicker()
    expect(status).to.equal(200)
    expect($('form[action$="/deep-link"] [name="ladder"]').length).to.equal(1)
  })
})
