import { expect } from 'chai'
import type { Criterion } from '../../src/core/criteria.ts'
import { decide, evaluate } from '../../src/core/index.ts'
import { atLeast } from '../../src/core/outcome.ts'
import type { Outcome } from '../../src/core/progress.ts'
import { activity, judgedBy, learner, record } from './factories.ts'

const activities = [
  activity({ id: 'done' }),
  activity({ id: 'open' }),
  activity({ id: 'dark', fault: 'refused' }),
]
const facts = learner({ participation: [record('done')] })
const leaf: Record<Outcome, Criterion> = {
  met: { type: 'completed', target: { activity: 'done' }, need: 1 },
  'not-yet': { type: 'completed', target: { activity: 'open' }, need: 1 },
  unknown: { type: 'completed', target: { activity: 'dark' }, need: 1 },
}

function judge(criterion: Criterion) {
  const [level] = evaluate(judgedBy(criterion, activities), facts).levels
  if (!level) throw new Error('no level')
  return level.evaluation
}

describe('a composed criterion', () => {
  const rows: [Outcome[], Outcome, Outcome, Outcome][] = [
    [['met', 'met', 'met'], 'met', 'met', 'met'],
    [['met', 'met', 'unknown'], 'unknown', 'met', 'met'],
    [['met', 'met', 'not-yet'], 'not-yet', 'met', 'met'],
    [['met', 'unknown', 'unknown'], 'unknown', 'unknown', 'met'],
    [['met', 'unknown', 'not-yet'], 'not-yet', 'unknown', 'met'],
    [['met', 'not-yet', 'not-yet'], 'not-yet', 'not-yet', 'met'],
    [['unknown', 'unknown', 'unknown'], 'unknown', 'unknown', 'unknown'],
    [['unknown', 'unknown', 'not-yet'], 'not-yet', 'unknown', 'unknown'],
    [['unknown', 'not-yet', 'not-yet'], 'not-yet', 'not-yet', 'unknown'],
    [['not-yet', 'not-yet', 'not-yet'], 'not-yet', 'not-yet', 'not-yet'],
  ]
  for (const [outcomes, all, two, any] of rows) {
    it(`of ${outcomes.join(', ')}: all is ${all}, at least two is ${two}, any is ${any}`, () => {
      const of = outcomes.map((outcome) => leaf[outcome])
      expect(judge({ type: 'all', of }).outcome).to.equal(all)
      expect(judge({ type: 'at-least', n: 2, of }).outcome).to.equal(two)
      expect(judge({ type: 'any', of }).outcome).to.equal(any)
      expect(judge({ type: 'any', of: of.toReversed() }).outcome).to.equal(any)
    })
  }

  it('counts what is met, and has its children in the order of the criterion', () => {
    const found = judge({ type: 'at-least', n: 2, of: [leaf.unknown, leaf.met, leaf['not-yet']] })
    expect(found.reason).to.deep.equal({ code: 'composed', have: 1, need: 2, total: 3 })
    expect(found.children.map((child) => child.outcome)).to.deep.equal(['unknown', 'met', 'not-yet'])
  })

  it('of nothing is never met', () => {
    expect(judge({ type: 'all', of: [] }).outcome).to.equal('not-yet')
    expect(atLeast(0, [])).to.equal('not-yet')
  })
})

describe('alternatives that a course does not offer', () => {
  const way = (kind: 'coursework' | 'assignment' | 'interaction'): Criterion => ({
    type: 'completed',
    target: { kind },
    need: 1,
  })
  const facts = judgedBy({ type: 'any', of: [way('coursework'), way('interaction')] }, [
    activity({ id: 'essay' }),
  ])
  const outcomes = (given: Parameters<typeof learner>[0] = {}) => {
    const evaluation = evaluate(facts, learner(given)).levels[0]?.evaluation
    return [evaluation?.outcome, ...(evaluation?.children ?? []).map((child) => child.outcome)]
  }

  it('do not make the whole unknown while enough others are offered', () => {
    expect(outcomes()).to.deep.equal(['not-yet', 'not-yet', 'not-yet'])
    expect(outcomes({ participation: [record('essay')] })[0]).to.equal('met')
  })

  it('leave it unknown when nothing else is offered', () => {
    const none = judgedBy({ type: 'any', of: [way('assignment'), way('interaction')] }, [
      activity({ id: 'essay' }),
    ])
    expect(evaluate(none, learner()).levels[0]?.evaluation.outcome).to.equal('unknown')
  })

  it('let a held level be flagged that is no longer met', () => {
    const held = learner({
      awards: [{ level: 'completed', state: 'live', awardedAt: '2026-11-01T00:00:00.000Z' }],
    })
    expect(decide(facts, held, evaluate(facts, held))).to.deep.equal([{ type: 'flag', level: 'completed' }])
  })
})
