import { expect } from 'chai'
import { parseCriteria, parseCriterion, parseLadder } from '../../src/core/index.ts'
import { jisc } from './factories.ts'

const attended = { type: 'attended', percent: 80 }
const nested = (depth: number): unknown => (depth === 1 ? attended : { type: 'all', of: [nested(depth - 1)] })
const wide = (leaves: number) => ({ type: 'any', of: Array.from({ length: leaves }, () => attended) })

describe('a criterion from outside', () => {
  const good = [
    attended,
    { type: 'attended', percent: 0 },
    { type: 'at-least', n: 2, of: [attended, { type: 'confirmed', statement: 'Took part' }] },
    { type: 'completed', target: { kind: 'coursework' }, need: 3 },
    { type: 'scored', target: { activity: 'a' }, need: 1, percent: 66.7 },
    { type: 'scored', target: { activity: 'a' }, need: 'every', percent: 100 },
    { type: 'evidence', months: 120, from: 'award-below' },
    nested(8),
    wide(99),
  ]
  for (const data of good) {
    it(`is taken as it is: ${JSON.stringify(data).slice(0, 60)}`, () => {
      expect(parseCriterion(data)).to.deep.equal(data)
    })
  }

  const bad: [unknown, string][] = [
    [null, 'criterion must be an object'],
    [[attended], 'criterion must be an object'],
    [{}, 'criterion.type must be one of'],
    [{ ...attended, percentage: 90 }, 'criterion.percentage is not known'],
    [{ type: 'attended', percent: '80' }, 'criterion.percent must be a whole number'],
    [{ type: 'attended', percent: 80.5 }, 'criterion.percent must be a whole number'],
    [{ type: 'attended', percent: -1 }, 'criterion.percent must be'],
    [{ type: 'all', of: 'everything' }, 'criterion.of must be a list'],
    [{ type: 'all', of: [attended, { type: 'any', of: [] }] }, 'criterion.of[1].of must not be empty'],
    [{ type: 'at-least', n: 0, of: [attended] }, 'criterion.n must be'],
    [{ type: 'at-least', n: 1.5, of: [attended, attended] }, 'criterion.n must be'],
    [
      { type: 'scored', target: { kind: 'activity' }, need: 1, percent: Number.NaN },
      'criterion.percent must be',
    ],
    [{ type: 'scored', target: { kind: 'activity' }, need: 1, percent: 100.1 }, 'criterion.percent must be'],
    [{ type: 'completed', target: 'a', need: 1 }, 'criterion.target must be an object'],
    [{ type: 'completed', target: {}, need: 1 }, 'criterion.target must name'],
    [
      { type: 'completed', target: { kind: 'activity', activity: 'a' }, need: 1 },
      'criterion.target must name',
    ],
    [{ type: 'completed', target: { activity: ' ' }, need: 1 }, 'criterion.target.activity must be a text'],
    [{ type: 'completed', target: { activity: 'a' }, need: 2 }, 'criterion.need must be'],
    [{ type: 'completed', target: { kind: 'activity' }, need: 0 }, 'criterion.need must be'],
    [{ type: 'completed', target: { kind: 'activity' }, need: 'all' }, 'criterion.need must be'],
    [{ type: 'confirmed', statement: '' }, 'criterion.statement must be'],
    [{ type: 'confirmed', statement: 'x'.repeat(501) }, 'criterion.statement must be'],
    [{ type: 'evidence', months: 121, from: 'course-end' }, 'criterion.months must be'],
    [{ type: 'evidence', months: 6, from: 'christmas' }, 'criterion.from must be one of'],
    [nested(9), 'criterion.of[0].of[0].of[0].of[0].of[0].of[0].of[0].of[0] is too deep'],
    [wide(100), 'criterion.of[99] is too much'],
  ]
  for (const [data, words] of bad) {
    it(`is refused where ${words}`, () => {
      expect(() => parseCriterion(data)).to.throw(Error, words)
    })
  }

  it('keeps nothing of what it was made from', () => {
    const data = JSON.parse('{"type":"any","of":[{"type":"attended","percent":1}]}')
    const parsed = parseCriterion(data)
    data.of.length = 0
    expect(parsed).to.deep.equal({ type: 'any', of: [{ type: 'attended', percent: 1 }] })
  })
})

describe('criteria from outside', () => {
  it('are refused with a level missing, a stranger, or no way of awarding', () => {
    const { completed, demonstrated } = jisc.defaultCriteria
    expect(() => parseCriteria({ completed, demonstrated })).to.throw(
      'criteria.implemented must be an object',
    )
    expect(() => parseCriteria({ ...jisc.defaultCriteria, mastered: completed })).to.throw(
      'criteria.mastered is not known',
    )
    const given = { ...jisc.defaultCriteria, completed: { ...completed, award: 'sometimes' } }
    expect(() => parseCriteria(given)).to.throw('criteria.completed.award must be one of automatic, approval')
    const wrong = { ...jisc.defaultCriteria, demonstrated: { ...demonstrated, criterion: 1 } }
    expect(() => parseCriteria(wrong)).to.throw('criteria.demonstrated.criterion must be an object')
  })
})

describe('a ladder from outside', () => {
  const ladder = { id: 'x', levels: jisc.levels, defaultCriteria: jisc.defaultCriteria }
  const [first, second] = jisc.levels
  const bad: [string, unknown, string][] = [
    ['no object', null, 'ladder must be an object'],
    ['a stranger', { ...ladder, version: 1 }, 'ladder.version is not known'],
    ['no name', { ...ladder, id: '' }, 'id must be a text'],
    ['no levels', { ...ladder, levels: undefined }, 'levels must be a list'],
    [
      'a level of its own',
      { ...ladder, levels: [{ id: 'mastered', requires: [] }] },
      'levels[0].id must be one of',
    ],
    ['a level twice', { ...ladder, levels: [first, first, second] }, 'levels[1].id is there twice'],
    [
      'a level missing',
      { ...ladder, levels: [first, second] },
      'levels must be completed, demonstrated, implemented',
    ],
    [
      'a level on itself',
      { ...ladder, levels: [{ id: 'completed', requires: ['completed'] }] },
      'levels[0].requires may name',
    ],
    [
      'a level on nonsense',
      { ...ladder, levels: [{ id: 'completed', requires: ['luck'] }] },
      'levels[0].requires[0] must be',
    ],
    ['wrong criteria', { ...ladder, defaultCriteria: {} }, 'defaultCriteria.completed must be an object'],
  ]
  for (const [name, data, words] of bad) {
    it(`is refused with ${name}`, () => {
      expect(() => parseLadder(data)).to.throw(Error, words)
    })
  }
})
