import { expect } from 'chai'
import type { Activity } from '../../src/core/activity.ts'
import type { Criterion } from '../../src/core/criteria.ts'
import { evaluate } from '../../src/core/index.ts'
import type { LearnerFacts } from '../../src/core/progress.ts'
import { activity, judgedBy, learner, record } from './factories.ts'

function judge(criterion: Criterion, activities: readonly Activity[], given: Partial<LearnerFacts>) {
  const [level] = evaluate(judgedBy(criterion, activities), learner(given)).levels
  if (!level) throw new Error('no level')
  return level.evaluation
}

describe('counting over a kind', () => {
  const both = [activity({ id: 'a' }), activity({ id: 'b' }), activity({ id: 'dark', fault: 'gone' })]
  const completed = (need: number | 'every'): Criterion => ({
    type: 'completed',
    target: { kind: 'coursework' },
    need,
  })

  // Of three, one cannot be read.
  const rows: [number | 'every', string[], string, string][] = [
    [1, [], 'unknown', 'source-unreadable'],
    [1, ['a'], 'met', 'completed'],
    [2, [], 'not-yet', 'not-completed'],
    [2, ['a'], 'unknown', 'source-unreadable'],
    [2, ['a', 'b'], 'met', 'completed'],
    ['every', ['a'], 'not-yet', 'not-completed'],
    ['every', ['a', 'b'], 'unknown', 'source-unreadable'],
    ['every', ['a', 'b', 'dark'], 'met', 'completed'],
    [4, ['a', 'b', 'dark'], 'not-yet', 'not-completed'],
  ]
  for (const [need, done, outcome, code] of rows) {
    it(`${need} with ${done.join(', ') || 'nothing'} done and one source dark is ${outcome}`, () => {
      const found = judge(completed(need), both, { participation: done.map((id) => record(id)) })
      expect(found.outcome).to.equal(outcome)
      expect(found.reason).to.include({
        code,
        have: done.length,
        need: need === 'every' ? 3 : need,
        total: 3,
      })
    })
  }

  it('asks for "every" are unknown, not met, where nobody has said what counts', () => {
    const found = judge({ type: 'completed', target: { kind: 'participation' }, need: 'every' }, both, {})
    expect(found.outcome).to.equal('unknown')
    expect(found.reason).to.deep.equal({ code: 'unmapped', kind: 'participation' })
  })

  it('keeps the threshold in the reason of what is not mapped', () => {
    const found = judge({ type: 'attended', percent: 80 }, both, {})
    expect(found.reason).to.deep.equal({ code: 'unmapped', kind: 'attendance', needPercent: 80 })
  })

  it('says what was looked at, by title as people count, and when it was last seen', () => {
    const sessions = [
      activity({ id: '1', title: 'Session 10', source: 'check-in' }),
      activity({ id: '2', title: 'Session 2', source: 'mirror', fault: 'scope-missing' }),
      activity({ id: '3', title: 'Session 2', source: 'column' }),
    ]
    const found = judge(completed(1), sessions, {
      participation: [
        record('1', { completed: false, observedAt: '2026-11-03T00:00:00.000Z' }),
        record('3', { observedAt: '2026-11-02T00:00:00.000Z' }),
        record('elsewhere', { observedAt: '2026-11-09T00:00:00.000Z' }),
      ],
    })
    expect(found.reason.activities).to.deep.equal([
      { id: '2', title: 'Session 2', source: 'mirror', outcome: 'unknown', fault: 'scope-missing' },
      { id: '3', title: 'Session 2', source: 'column', outcome: 'met' },
      { id: '1', title: 'Session 10', source: 'check-in', outcome: 'not-yet' },
    ])
    expect(found.reason.seenAt).to.equal('2026-11-03T00:00:00.000Z')
  })

  it('knows nothing by a checkpoint of which nobody has said what it stands for, whoever opened it', () => {
    const gate = activity({ id: 'c', source: 'checkpoint', fault: 'gate-missing' })
    const found = judge(completed(1), [gate], { participation: [record('c')] })
    expect([found.outcome, found.reason.code]).to.deep.equal(['unknown', 'source-unreadable'])
    const [seen] = found.reason.activities ?? []
    expect(seen).to.include({ outcome: 'unknown', fault: 'gate-missing' })
  })

  it('names what a checkpoint was opened for, in the words of that time; and of one that is shut, what opens it', () => {
    const gate = activity({ id: 'c', source: 'checkpoint', gate: 'the quiz is passed' })
    const opened = record('c', { statement: 'the test is passed' })
    const seen = (participation: (typeof opened)[]) =>
      judge(completed(1), [gate], { participation }).reason.activities?.[0]
    expect(seen([opened])).to.include({ outcome: 'met', gate: 'the test is passed' })
    expect(seen([])).to.include({ outcome: 'not-yet', gate: 'the quiz is passed' })
  })

  it('lets the better of two records of one activity count, whichever came first', () => {
    const two = [record('a'), record('a', { completed: false })]
    for (const participation of [two, two.toReversed()]) {
      expect(judge(completed(1), [activity({ id: 'a' })], { participation }).outcome).to.equal('met')
    }
  })

  it('takes a named activity though nobody has said what it counts as', () => {
    const named: Criterion = { type: 'completed', target: { activity: 'a' }, need: 'every' }
    const found = judge(named, [activity({ id: 'a', kind: null })], { participation: [record('a')] })
    expect(found.outcome).to.equal('met')
    expect(found.reason).not.to.have.property('kind')
  })
})

describe('a score', () => {
  const scored = (percent: number): Criterion => ({
    type: 'scored',
    target: { activity: 'a' },
    percent,
    need: 1,
  })
  const of = (
    score: number | null,
    maximum: number | null,
    percent: number,
    fault: Activity['fault'] = null,
  ) =>
    judge(scored(percent), [activity({ id: 'a', fault })], {
      participation: [record('a', { completed: false, score, maximum })],
    })

  // In binary fractions 0.57 × 100 is 56.99999999999999, and 0.29 × 100 is 28.999999999999996.
  for (const [score, maximum, percent] of [
    [0.57, 1, 57],
    [0.29, 1, 29],
    [1.1, 3, 36.666_666_666_666_664],
    [66.666_67, 100, 66.666_67],
    [0, 10, 0],
    [12, 10, 100],
  ] as const) {
    it(`of ${score} out of ${maximum} reaches ${percent} %`, () => {
      expect(of(score, maximum, percent).outcome).to.equal('met')
    })
  }

  it('just below the threshold does not reach it, and is not shown as if it did', () => {
    const found = of(0.5699, 1, 57)
    expect(found.outcome).to.equal('not-yet')
    expect(found.reason).to.include({ code: 'not-scored', percent: 56.9, needPercent: 57 })
  })

  it('shows the best percent, between 0 and 100', () => {
    expect(of(0.57, 1, 50).reason.percent).to.equal(57)
    expect(of(12, 10, 50).reason.percent).to.equal(100)
    expect(of(-1, 10, 50).reason.percent).to.equal(0)
    const kind: Criterion = { type: 'scored', target: { kind: 'coursework' }, percent: 50, need: 'every' }
    const three = ['a', 'b', 'c', 'd'].map((id) => activity({ id }))
    const participation = [3, 9, 6].map((score, index) =>
      record(three[index]?.id ?? '', { score, maximum: 10 }),
    )
    const found = judge(kind, three, { participation })
    expect(found.reason).to.include({ percent: 90, have: 2, need: 4, total: 4 })
  })

  it('that is missing, or of nothing, has no percent', () => {
    for (const [score, maximum] of [
      [null, 10],
      [5, null],
      [5, 0],
      [5, -1],
    ] as const) {
      const found = of(score, maximum, 0)
      expect(found.outcome).to.equal('not-yet')
      expect(found.reason).not.to.have.property('percent')
    }
  })

  it('too low is unknown while a better one could not be read, and good enough stands', () => {
    expect(of(5, 10, 60, 'refused').outcome).to.equal('unknown')
    expect(of(6, 10, 60, 'refused').outcome).to.equal('met')
  })
})

describe('attendance', () => {
  // percent, sessions, needed
  for (const [percent, sessions, needed] of [
    [0, 5, 1],
    [1, 5, 1],
    [20, 5, 1],
    [21, 5, 2],
    [80, 5, 4],
    [80, 6, 5],
    [55, 100, 55],
    [7, 100, 7],
    [100, 3, 3],
  ] as const) {
    it(`at ${percent} % of ${sessions} takes ${needed}`, () => {
      const held = Array.from({ length: sessions }, (_, index) =>
        activity({ id: `s${index}`, kind: 'attendance', source: 'check-in' }),
      )
      const went = (count: number) => ({ participation: held.slice(0, count).map(({ id }) => record(id)) })
      const enough = judge({ type: 'attended', percent }, held, went(needed))
      expect(enough.outcome).to.equal('met')
      expect(enough.reason).to.include({ have: needed, need: needed, total: sessions, needPercent: percent })
      expect(judge({ type: 'attended', percent }, held, went(needed - 1)).outcome).to.equal('not-yet')
    })
  }
})
