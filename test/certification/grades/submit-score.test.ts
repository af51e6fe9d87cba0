import { expect } from 'chai'
import { lineItem } from './line-item.ts'

describe('LTI Advantage, Assignment and Grade Services 2.0: submitting a score', () => {
  it('puts score and comment into the gradebook, at the time that it was given', async () => {
    const { vle, learner, column, submit } = await lineItem('Essay')
    expect(await submit({ scoreGiven: 4, comment: 'Well argued' })).to.equal('posted')
    expect(vle.gradeOf(column, learner)).to.include({ score: 4, comment: 'Well argued', by: 'tool' })
  })
})
