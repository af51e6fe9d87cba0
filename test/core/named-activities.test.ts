import { expect } from 'chai'
import type { Criterion } from '../../src/core/criteria.ts'
import { namedActivities } from '../../src/core/named-activities.ts'
import { judgedBy } from './factories.ts'

const done = (activity: string): Criterion => ({ type: 'completed', target: { activity }, need: 'every' })

describe('the activities that criteria name', () => {
  it('are found at any depth, each once, in the order they are named', () => {
    const criterion: Criterion = {
      type: 'all',
      of: [
        done('one'),
        { type: 'any', of: [done('two'), { type: 'at-least', n: 1, of: [done('one'), done('three')] }] },
        { type: 'scored', target: { activity: 'four' }, percent: 50, need: 1 },
      ],
    }
    expect(namedActivities(judgedBy(criterion, []).criteria)).to.deep.equal(['one', 'two', 'three', 'four'])
  })

  it('are none where criteria speak of kinds, shares, statements and evidence', () => {
    const criterion: Criterion = {
      type: 'all',
      of: [
        { type: 'completed', target: { kind: 'participation' }, need: 'every' },
        { type: 'attended', percent: 80 },
        { type: 'confirmed', statement: 'Led a session' },
        { type: 'evidence', months: 6, from: 'course-end' },
      ],
    }
    expect(namedActivities(judgedBy(criterion, []).criteria)).to.deep.equal([])
  })
})
