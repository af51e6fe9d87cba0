import { expect } from 'chai'
import { LEARNER } from '../forge.ts'
import { openPicker } from './picker.ts'

describe('LTI Advantage, Deep Linking 2.0: a deep linking request of a learner', () => {
  it('is told that only staff add content', async () => {
    const { status, $ } = await openPicker({}, LEARNER)
    expect(status).to.equal(403)
    expect($('meta[name="error-code"]').attr('content')).to.equal('not_allowed')
  })
})
