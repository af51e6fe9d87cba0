import { expect } from 'chai'
import { effectsOf } from '../../../src/core/compiled/index.ts'
import { MET, NOT_YET, UNKNOWN } from '../../../src/core/compiled/outcome.ts'
import { AWARD, FLAG, PROPOSE, packLevel } from '../../../src/core/compiled/verdict.ts'

/** A verdict of which only the first level is anything but a plain no. */
const verdict = (own: 0 | 1 | 2, change = 0, outcome = own) =>
  packLevel(0, own, outcome, change) | packLevel(1, NOT_YET, NOT_YET, 0) | packLevel(2, NOT_YET, NOT_YET, 0)

describe('what other criteria would mean to one learner', () => {
  const cases = [
    ['gain', verdict(NOT_YET), verdict(MET, AWARD)],
    ['approval', verdict(NOT_YET), verdict(MET, PROPOSE)],
    ['approval', verdict(MET, AWARD), verdict(MET, PROPOSE)],
    ['lose', verdict(MET), verdict(NOT_YET, FLAG)],
    ['lose', verdict(MET, AWARD), verdict(NOT_YET)],
    ['again', verdict(NOT_YET, FLAG), verdict(MET)],
    ['unknown', verdict(NOT_YET, FLAG), verdict(UNKNOWN)],
    ['unknown', verdict(MET, PROPOSE), verdict(UNKNOWN)],
    ['unknown', verdict(NOT_YET), verdict(UNKNOWN)],
  ] as const
  for (const [index, [effect, before, after]] of cases.entries())
    it(`is told as ${effect} (${index + 1})`, () => {
      expect(effectsOf(before, after)).to.deep.equal([['completed', effect]])
    })

  it('is nothing where no level is answered otherwise, and where an answer becomes a plainer one', () => {
    expect(effectsOf(verdict(MET, AWARD), verdict(MET, AWARD))).to.deep.equal([])
    expect(effectsOf(verdict(UNKNOWN), verdict(NOT_YET))).to.deep.equal([])
    expect(effectsOf(verdict(UNKNOWN), verdict(MET))).to.deep.equal([])
  })

  it('is told of each level, the lowest first', () => {
    const nothing = packLevel(2, NOT_YET, NOT_YET, 0)
    const before = packLevel(0, NOT_YET, NOT_YET, 0) | packLevel(1, MET, MET, 0) | nothing
    const after = packLevel(0, MET, MET, AWARD) | packLevel(1, NOT_YET, NOT_YET, FLAG) | nothing
    expect(effectsOf(before, after).map(([, effect]) => effect)).to.deep.equal(['gain', 'lose'])
  })
})
