import { expect } from 'chai'
import { answerTo } from './picker.ts'

describe('LTI Advantage, Deep Linking 2.0: a line item with the link', () => {
  const choice = { checkIn: 'on', checkIns: '1', checkInTitle: 'Attendance' }

  it('says its maximum and how the tool will find it again', async () => {
    const [item] = (await answerTo(choice)).items
    expect(item?.lineItem?.scoreMaximum).to.be.above(0)
    expect(item?.lineItem?.resourceId).to.be.a('string').and.not.equal('')
    expect(item?.lineItem?.tag).to.be.a('string').and.not.equal('')
  })

  it('is left out where the platform takes none', async () => {
    const [item] = (await answerTo(choice, { accept_lineitem: false })).items
    expect(item).to.have.property('type', 'ltiResourceLink')
    expect(item).not.to.have.property('lineItem')
  })
})
