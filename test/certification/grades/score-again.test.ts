import { expect } from 'chai'
import { lineItem } from './line-item.ts'

describe('LTI Advantage, Assignment and Grade Services 2.0: the same score again', () => {
  it('changes nothing, and a later one takes its place', async () => {
    const { vle, learner, column, submit } = await lineItem('Essay')
    const timestamp = '2026-10-01T10:00:00.000Z'
    await submit({ scoreGiven: 3, timestamp })
    expect(await submit({ scoreGiven: 3, timestamp })).to.equal('same')
    await submit({ scoreGiven: 5, timestamp: '2026-10-02T10:00:00.000Z' })
    expect(vle.gradeOf(column, learner)).to.include({ score: 5 })
  })
})
