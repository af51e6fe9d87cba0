import { expect } from 'chai'
import type { Kind } from '../../src/core/activity.ts'
import type { Criterion } from '../../src/core/criteria.ts'
import { unmappedKinds } from '../../src/core/index.ts'
import { activity, jisc } from './factories.ts'

function lacking(criterion: Criterion, mapped: readonly (Kind | null)[]): Kind[] {
  return unmappedKinds(
    criterion,
    mapped.map((kind, index) => activity({ id: `${index}`, kind })),
  )
}

describe('what a tutor must map before anybody can earn a level', () => {
  const { completed, demonstrated, implemented } = jisc.defaultCriteria

  it('is both attendance and participation for Completed', () => {
    expect(lacking(completed.criterion, [])).to.deep.equal(['attendance', 'participation'])
    expect(lacking(completed.criterion, ['attendance', null])).to.deep.equal(['participation'])
    expect(lacking(completed.criterion, ['attendance', 'participation'])).to.deep.equal([])
  })

  it('is one of the four for Demonstrated', () => {
    expect(lacking(demonstrated.criterion, ['attendance'])).to.deep.equal([
      'coursework',
      'assignment',
      'activity',
      'interaction',
    ])
    expect(lacking(demonstrated.criterion, ['interaction'])).to.deep.equal([])
  })

  it('is nothing for Implemented', () => {
    expect(lacking(implemented.criterion, [])).to.deep.equal([])
  })

  it('counts the ways that are open, where it takes several', () => {
    const of: Criterion[] = [
      { type: 'scored', target: { kind: 'assignment' }, percent: 50, need: 1 },
      { type: 'completed', target: { activity: 'gone' }, need: 1 },
      { type: 'confirmed', statement: 'x' },
      { type: 'attended', percent: 50 },
    ]
    expect(lacking({ type: 'at-least', n: 2, of }, [])).to.deep.equal([])
    expect(lacking({ type: 'at-least', n: 3, of }, [])).to.deep.equal(['attendance', 'assignment'])
  })
})
