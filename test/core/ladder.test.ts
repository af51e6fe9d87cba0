import { expect } from 'chai'
import { parseCriterion } from '../../src/core/framework.ts'
import {
  decide,
  evaluate,
  levelsBelow,
  nextStep,
  parseCriteria,
  parseLadder,
  withLevelsAbove,
} from '../../src/core/index.ts'
import { atLeast, every } from '../../src/core/outcome.ts'
import type { LearnerFacts, Outcome } from '../../src/core/progress.ts'
import { activity, course, jisc, learner, record } from './factories.ts'

const activities = [
  ...['s1', 's2', 's3', 's4', 's5'].map((id) => activity({ id, kind: 'attendance', source: 'check-in' })),
  activity({ id: 'forum', kind: 'participation', source: 'column' }),
  activity({ id: 'essay', kind: 'coursework' }),
]
const facts = course(activities)
const attendedAndTookPart = ['s1', 's2', 's3', 's4', 'forum'].map((id) => record(id))
const award = (
  level: 'completed' | 'demonstrated' | 'implemented',
  state: 'live' | 'withdrawn' = 'live',
) => ({ level, state, awardedAt: '2026-11-01T00:00:00.000Z' })

function changes(change: Partial<LearnerFacts>) {
  const given = learner(change)
  return decide(facts, given, evaluate(facts, given))
}

describe('the Jisc ladder', () => {
  it('gives Completed for attending and taking part throughout', () => {
    expect(changes({ participation: attendedAndTookPart })).to.deep.equal([
      { type: 'award', level: 'completed' },
    ])
  })

  it('gives both at once to somebody who had done the course work first', () => {
    const result = changes({ participation: [...attendedAndTookPart, record('essay')] })
    expect(result.map((change) => change.level)).to.deep.equal(['completed', 'demonstrated'])
  })

  it('gives nothing for course work alone', () => {
    expect(changes({ participation: [record('essay')] })).to.deep.equal([])
  })

  it('flags a held level that is no longer met, and never withdraws it', () => {
    expect(changes({ participation: [record('s1')], awards: [award('completed')] })).to.deep.equal([
      { type: 'flag', level: 'completed' },
    ])
  })

  it('lets a level rise on one that is held though no longer met', () => {
    const result = changes({ participation: [record('essay')], awards: [award('completed')] })
    expect(result).to.deep.include({ type: 'award', level: 'demonstrated' })
  })

  it('does not give again what a person withdrew', () => {
    expect(
      changes({ participation: attendedAndTookPart, awards: [award('completed', 'withdrawn')] }),
    ).to.deep.equal([])
  })

  it('proposes where a tutor must approve', () => {
    const careful = course(activities, {
      criteria: {
        ...jisc.defaultCriteria,
        completed: { ...jisc.defaultCriteria.completed, award: 'approval' },
      },
    })
    const given = learner({ participation: attendedAndTookPart })
    expect(decide(careful, given, evaluate(careful, given))).to.deep.equal([
      { type: 'propose', level: 'completed' },
    ])
    expect(nextStep(careful, given, evaluate(careful, given))?.type).to.equal('wait-approval')
  })

  it('says what blocks a level', () => {
    const { levels } = evaluate(facts, learner())
    expect(levels.map((level) => level.blockedBy)).to.deep.equal([null, 'completed', 'completed'])
  })
})

describe('the next step', () => {
  const next = (change: Partial<LearnerFacts>) =>
    nextStep(facts, learner(change), evaluate(facts, learner(change)))
  const below = [award('completed'), award('demonstrated')]

  it('is the first condition that is known to be missing', () => {
    expect(next({ participation: [record('s1'), record('s2'), record('s3'), record('s4')] })).to.deep.equal({
      type: 'criterion',
      level: 'completed',
      path: [1],
    })
  })

  it('passes over what nobody has mapped, in favour of what can be done', () => {
    expect(next({ participation: attendedAndTookPart, awards: [award('completed')] })).to.deep.equal({
      type: 'criterion',
      level: 'demonstrated',
      path: [0],
    })
  })

  it('is unknown when only unknown conditions are left', () => {
    const given = learner({ participation: attendedAndTookPart, awards: [award('completed')] })
    const unmapped = course(activities.filter((item) => item.id !== 'essay'))
    expect(nextStep(unmapped, given, evaluate(unmapped, given))).to.deep.equal({
      type: 'unknown',
      level: 'demonstrated',
    })
  })

  it('is evidence, then waiting, then nothing', () => {
    expect(next({ awards: below })).to.deep.include({ type: 'evidence', level: 'implemented' })
    const evidence = [{ id: 'e', submittedAt: '2026-11-10T00:00:00.000Z', state: 'submitted' as const }]
    expect(next({ awards: below, evidence })).to.deep.equal({ type: 'wait-evidence', level: 'implemented' })
    expect(next({ awards: [...below, award('implemented')] })).to.deep.equal({ type: 'all-earned' })
  })
})

describe('withdrawing', () => {
  it('takes every level above along', () => {
    expect(withLevelsAbove(jisc, 'completed')).to.deep.equal(['completed', 'demonstrated', 'implemented'])
    expect(withLevelsAbove(jisc, 'implemented')).to.deep.equal(['implemented'])
    expect(levelsBelow(jisc, 'implemented')).to.deep.equal(['completed', 'demonstrated'])
  })
})

describe('three-valued truth', () => {
  const all: [Outcome, Outcome, Outcome, Outcome][] = [
    ['met', 'met', 'met', 'met'],
    ['met', 'unknown', 'unknown', 'met'],
    ['met', 'not-yet', 'not-yet', 'met'],
    ['unknown', 'unknown', 'unknown', 'unknown'],
    ['unknown', 'not-yet', 'not-yet', 'unknown'],
    ['not-yet', 'not-yet', 'not-yet', 'not-yet'],
  ]
  for (const [a, b, and, or] of all) {
    it(`${a} with ${b}: all is ${and}, any is ${or}`, () => {
      expect([every([a, b]), every([b, a]), atLeast(1, [a, b]), atLeast(1, [b, a])]).to.deep.equal([
        and,
        and,
        or,
        or,
      ])
    })
  }
})

describe('criteria from outside', () => {
  it('are taken as saved', () => {
    const saved = JSON.parse(JSON.stringify(jisc.defaultCriteria))
    expect(parseCriteria(saved)).to.deep.equal(jisc.defaultCriteria)
  })

  const bad: [string, unknown, RegExp][] = [
    ['an unknown condition', { type: 'bribed' }, /type/],
    ['a share over 100', { type: 'attended', percent: 101 }, /percent/],
    ['an empty any', { type: 'any', of: [] }, /of/],
    ['more than there are', { type: 'at-least', n: 3, of: [{ type: 'attended', percent: 80 }] }, /n /],
    ['an unknown kind', { type: 'completed', target: { kind: 'luck' }, need: 1 }, /kind/],
    ['no time at all', { type: 'evidence', months: 0, from: 'course-end' }, /months/],
    ['a text for an object', 'all', /object/],
    [
      'a tree too deep',
      Array.from({ length: 9 }).reduce<unknown>((of) => ({ type: 'all', of: [of] }), {
        type: 'attended',
        percent: 1,
      }),
      /deep/,
    ],
  ]
  for (const [name, data, words] of bad) {
    it(`refuse ${name}, naming the place`, () => {
      expect(() => parseCriterion(data)).to.throw(words)
    })
  }

  it('refuse a ladder that stands on higher levels', () => {
    const turned = {
      id: 'x',
      levels: [{ id: 'completed', requires: ['demonstrated'] }],
      defaultCriteria: jisc.defaultCriteria,
    }
    expect(() => parseLadder(turned)).to.throw(/levels\[0\].requires/)
  })
})
