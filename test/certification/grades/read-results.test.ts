import { expect } from 'chai'
import { lineItem } from './line-item.ts'

describe('LTI Advantage, Assignment and Grade Services 2.0: reading results', () => {
  it('brings what a tutor graded in the VLE, and no score where the grade was cleared', async () => {
    const { vle, learner, column, results } = await lineItem('Essay')
    expect(await results()).to.deep.equal([])
    vle.grade(column, learner, 4, '33', 'Good')
    const [result] = await results()
    expect(result).to.include({ userId: learner, score: 4, maximum: 5, comment: 'Good' })
    expect(result?.timestamp).to.match(/^\d{4}-\d\d-\d\dT.*Z$/)
    vle.clearGrade(column, learner)
    expect((await results()).map(({ userId, score }) => [userId, score])).to.deep.equal([[learner, null]])
  })
})
