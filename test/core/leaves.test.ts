import { expect } from 'chai'
import type { Criterion } from '../../src/core/criteria.ts'
import { evaluate } from '../../src/core/index.ts'
import { addMonths } from '../../src/core/instant.ts'
import type { CourseFacts, Evaluation, LearnerFacts } from '../../src/core/progress.ts'
import { activity, course, jisc, judgedBy, learner, record } from './factories.ts'

function judge(
  criterion: Criterion,
  activities: Parameters<typeof judgedBy>[1],
  facts: Partial<LearnerFacts>,
): Evaluation {
  return evaluate(judgedBy(criterion, activities), learner(facts)).levels[0]?.evaluation as Evaluation
}

describe('completed', () => {
  const one: Criterion = { type: 'completed', target: { kind: 'coursework' }, need: 1 }

  it('is met when as many are done as needed, and says which', () => {
    const result = judge(one, [activity({ id: 'a' }), activity({ id: 'b' })], {
      participation: [record('b')],
    })
    expect(result.outcome).to.equal('met')
    expect(result.reason).to.include({ code: 'completed', have: 1, need: 1, total: 2 })
  })

  it('is not yet met by a record that was not completed', () => {
    expect(
      judge(one, [activity({ id: 'a' })], { participation: [record('a', { completed: false })] }).outcome,
    ).to.equal('not-yet')
  })

  it('is unknown while nothing in the course counts as the kind', () => {
    expect(
      judge(one, [activity({ id: 'a', kind: null })], { participation: [record('a')] }).reason.code,
    ).to.equal('unmapped')
  })

  it('is unknown while a source that could decide cannot be read', () => {
    const result = judge(one, [activity({ id: 'a' }), activity({ id: 'b', fault: 'gone' })], {})
    expect(result).to.deep.include({ outcome: 'unknown' })
    expect(result.reason.code).to.equal('source-unreadable')
    expect(result.reason.activities?.[1]?.fault).to.equal('gone')
  })

  it('lets a good record stand though its source cannot be read any more', () => {
    expect(
      judge(one, [activity({ id: 'a', fault: 'gone' })], { participation: [record('a')] }).outcome,
    ).to.equal('met')
  })

  it('is unknown, never met, for an activity that is no longer there', () => {
    const gone: Criterion = { type: 'completed', target: { activity: 'z' }, need: 1 }
    expect(judge(gone, [], { participation: [record('z')] })).to.deep.include({
      outcome: 'unknown',
      reason: { code: 'activity-missing' },
    })
  })
})

describe('scored', () => {
  const sixty: Criterion = { type: 'scored', target: { activity: 'a' }, percent: 60, need: 1 }
  const cases: [number | null, number | null, string][] = [
    [6, 10, 'met'],
    [5.99, 10, 'not-yet'],
    [0.6, 1, 'met'],
    [4.2, 7, 'met'],
    [null, null, 'not-yet'],
    [1, 0, 'not-yet'],
  ]
  for (const [score, maximum, outcome] of cases) {
    it(`of ${score} out of ${maximum} at 60 % is ${outcome}`, () => {
      expect(
        judge(sixty, [activity({ id: 'a' })], { participation: [record('a', { score, maximum })] }).outcome,
      ).to.equal(outcome)
    })
  }

  it('rounds the percentage down, so that 59.99 is not shown as 60', () => {
    const result = judge(sixty, [activity({ id: 'a' })], {
      participation: [record('a', { score: 5.999, maximum: 10 })],
    })
    expect(result.reason).to.include({ percent: 59.9, needPercent: 60, code: 'not-scored' })
  })
})

describe('attended', () => {
  const sessions = (n: number) =>
    Array.from({ length: n }, (_, index) =>
      activity({ id: `s${index}`, kind: 'attendance', source: 'check-in' }),
    )
  const attended = (percent: number, of: number, went: number) =>
    judge({ type: 'attended', percent }, sessions(of), {
      participation: Array.from({ length: went }, (_, index) => record(`s${index}`)),
    })

  it('at 80 % of 5 takes 4', () => {
    expect(attended(80, 5, 4)).to.deep.include({ outcome: 'met' })
    expect(attended(80, 5, 3).reason).to.include({ code: 'not-attended', have: 3, need: 4, total: 5 })
  })

  it('rounds the share up: 80 % of 3 takes 3', () => {
    expect(attended(80, 3, 2).outcome).to.equal('not-yet')
  })

  it('is unknown while no session is known', () => {
    expect(attended(80, 0, 0).outcome).to.equal('unknown')
  })
})

describe('evidence', () => {
  const criterion: Criterion = { type: 'evidence', months: 6, from: 'course-end' }
  const facts = (change: Partial<CourseFacts> = {}) =>
    course([], {
      criteria: { ...jisc.defaultCriteria, implemented: { criterion, award: 'automatic' } },
      ...change,
    })
  const held = [
    { level: 'completed' as const, state: 'live' as const, awardedAt: '2026-10-01T00:00:00.000Z' },
    { level: 'demonstrated' as const, state: 'live' as const, awardedAt: '2026-11-01T00:00:00.000Z' },
  ]
  const implemented = (given: Partial<LearnerFacts>, change: Partial<CourseFacts> = {}) =>
    evaluate(facts(change), learner({ awards: held, ...given })).levels[2]?.evaluation as Evaluation
  const piece = (state: 'submitted' | 'accepted' | 'returned' | 'declined', submittedAt: string) => ({
    id: submittedAt,
    state,
    submittedAt,
  })

  it('is met by accepted evidence handed in by the deadline', () => {
    expect(implemented({ evidence: [piece('accepted', '2027-06-30T00:00:00.000Z')] }).outcome).to.equal('met')
  })

  it('is not met by evidence that came too late, and says until when it could come', () => {
    const late = implemented({ evidence: [piece('accepted', '2027-07-02T00:00:00.000Z')] })
    expect(late.reason).to.deep.include({ code: 'evidence-late', deadline: '2027-06-30T00:00:00.000Z' })
  })

  it('may come until the latest day that a tutor granted, and never ends earlier than by the rule', () => {
    const extensions = [
      '2026-01-01T00:00:00.000Z',
      '2027-09-30T22:59:59.999Z',
      '2027-08-01T00:00:00.000Z',
      'soon',
    ]
    const late = [piece('accepted', '2027-09-30T22:59:59.999Z')]
    expect(implemented({ evidence: late }).reason.code).to.equal('evidence-late')
    expect(implemented({ evidence: late, extensions }).outcome).to.equal('met')
    expect(implemented({ extensions }).reason.deadline).to.equal('2027-09-30T22:59:59.999Z')
    expect(implemented({ extensions: extensions.slice(0, 1) }).reason.deadline).to.equal(
      '2027-06-30T00:00:00.000Z',
    )
  })

  it('has no end that more time could move where neither the course nor an award below dates it', () => {
    const extensions = ['2027-09-30T00:00:00.000Z']
    const broken = { level: 'demonstrated' as const, state: 'live' as const, awardedAt: 'some day' }
    const awards = [held[0], broken].flatMap((award) => award ?? [])
    expect(implemented({ extensions, awards }, { endsAt: null }).reason).not.to.have.property('deadline')
  })

  it('counts from the award below where the course has no end', () => {
    expect(implemented({}, { endsAt: null }).reason.deadline).to.equal('2027-05-01T00:00:00.000Z')
  })

  it('is locked while a level below is missing', () => {
    expect(implemented({ awards: [] }).reason.code).to.equal('evidence-locked')
  })

  for (const [state, code] of [
    ['submitted', 'evidence-waiting'],
    ['returned', 'evidence-returned'],
    ['declined', 'evidence-declined'],
  ] as const) {
    it(`tells that the last piece is ${state}`, () => {
      const pieces = [piece('declined', '2026-11-02T00:00:00.000Z'), piece(state, '2026-11-03T00:00:00.000Z')]
      expect(implemented({ evidence: pieces })).to.deep.include({ outcome: 'not-yet' })
      expect(implemented({ evidence: pieces }).reason.code).to.equal(code)
    })
  }

  it('clamps calendar months to the last day', () => {
    expect(addMonths('2026-08-31T12:00:00.000Z', 6)).to.equal('2027-02-28T12:00:00.000Z')
  })
})

describe('late and excused', () => {
  const sessions = ['1', '2', '3', '4', '5'].map((id) => activity({ id, kind: 'attendance' }))
  const share: Criterion = { type: 'attended', percent: 80 }
  const there = (id: string) => record(id)
  const late = (id: string) => record(id, { standing: 'late' })
  const excused = (id: string) => record(id, { completed: false, standing: 'excused' })
  const absent = (id: string) => record(id, { completed: false })

  it('late counts as attended', () => {
    const result = judge(share, sessions, { participation: ['1', '2', '3', '4'].map(late) })
    expect(result).to.deep.include({ outcome: 'met' })
    expect(result.reason).to.include({ code: 'attended', have: 4, need: 4, total: 5 })
    expect(result.reason).not.to.have.property('excused')
  })

  it('a share is of what is left, and says from how many the learner is excused', () => {
    const participation = [there('1'), late('2'), there('3'), excused('4'), absent('5')]
    expect(judge(share, sessions, { participation }).reason).to.include({
      code: 'not-attended',
      have: 3,
      need: 4,
      total: 4,
      excused: 1,
    })
    const two = [...participation.slice(0, 4), excused('5')]
    expect(judge(share, sessions, { participation: two })).to.deep.include({ outcome: 'met' })
    expect(judge(share, sessions, { participation: two }).reason).to.include({
      have: 3,
      need: 3,
      total: 3,
      excused: 2,
    })
  })

  it('whoever is excused from all has shown nothing: not yet, and a person decides', () => {
    for (const criterion of [
      share,
      { type: 'completed', target: { kind: 'attendance' }, need: 'every' } as const,
    ]) {
      const result = judge(criterion, sessions, { participation: sessions.map(({ id }) => excused(id)) })
      expect(result.outcome).to.equal('not-yet')
      expect(result.reason).to.include({ code: 'excused-from-all', have: 0, total: 0, excused: 5 })
    }
  })

  it('a number asked for shrinks to what is left, unless it was out of reach before', () => {
    const asks = (need: number): Criterion => ({ type: 'completed', target: { kind: 'attendance' }, need })
    const participation = [there('1'), there('2'), there('3'), excused('4'), excused('5')]
    const rows = [
      [2, 'met', 2],
      [3, 'met', 3],
      [4, 'met', 3],
      [5, 'met', 3],
      [6, 'not-yet', 6],
    ] as const
    for (const [need, outcome, asked] of rows) {
      const result = judge(asks(need), sessions, { participation })
      expect([result.outcome, result.reason.need], `${need} asked for`).to.deep.equal([outcome, asked])
    }
  })

  it('an excuse stands though the source is dark, and yields to a record of being there', () => {
    const dark = [activity({ id: '1', kind: 'attendance', fault: 'gone' }), ...sessions.slice(1)]
    const rest = ['2', '3', '4', '5'].map(there)
    expect(judge(share, dark, { participation: [excused('1'), ...rest] }).reason).to.include({
      total: 4,
      excused: 1,
    })
    const both = judge(share, sessions, { participation: [excused('1'), there('1'), ...rest] })
    expect(both.reason).to.include({ have: 5, total: 5 })
  })

  it('an equivalent course is attendance and nothing else', () => {
    const confirmations = [
      {
        statement: '',
        confirmedAt: '2026-11-01T10:00:00.000Z',
        equivalent: { what: 'Summer school', takenOn: '2026-07-03' },
      },
    ]
    for (const activities of [sessions, []]) {
      expect(judge(share, activities, { confirmations })).to.deep.equal({
        type: 'attended',
        outcome: 'met',
        reason: {
          code: 'attended-elsewhere',
          statement: 'Summer school',
          takenOn: '2026-07-03',
          seenAt: '2026-11-01T10:00:00.000Z',
        },
        children: [],
      })
    }
    const all: Criterion = { type: 'completed', target: { kind: 'attendance' }, need: 1 }
    expect(judge(all, sessions, { confirmations }).outcome).to.equal('not-yet')
    const said: Criterion = { type: 'confirmed', statement: 'Summer school' }
    expect(judge(said, sessions, { confirmations }).outcome).to.equal('not-yet')
    const attended = judge(share, sessions, {
      confirmations,
      participation: sessions.map(({ id }) => there(id)),
    })
    expect(attended.reason.code).to.equal('attended')
  })
})

describe('confirmed', () => {
  it("is met by a tutor's word on the very statement", () => {
    const criterion: Criterion = { type: 'confirmed', statement: 'x' }
    const confirmations = [{ statement: 'x', confirmedAt: '2026-11-01T00:00:00.000Z' }]
    expect(judge(criterion, [], { confirmations }).outcome).to.equal('met')
    expect(judge({ ...criterion, statement: 'y' }, [], { confirmations }).outcome).to.equal('not-yet')
  })
})
