import { expect } from 'chai'
import type { Criterion } from '../../src/core/criteria.ts'
import { decide, evaluate, levelsBelow, withLevelsAbove } from '../../src/core/index.ts'
import type { Ladder, LevelId } from '../../src/core/ladder.ts'
import type { Evidence } from '../../src/core/participation.ts'
import type { Award, CourseFacts, LearnerFacts } from '../../src/core/progress.ts'
import { activity, course, jisc, learner, record } from './factories.ts'

const done: Criterion = { type: 'completed', target: { activity: 'done' }, need: 1 }
const open: Criterion = { type: 'completed', target: { activity: 'open' }, need: 1 }
const dark: Criterion = { type: 'completed', target: { activity: 'dark' }, need: 1 }
const activities = [
  activity({ id: 'done' }),
  activity({ id: 'open' }),
  activity({ id: 'dark', fault: 'gone' }),
]

function judgedBy(
  criteria: readonly [Criterion, Criterion, Criterion],
  approval?: LevelId,
  ladder = jisc,
): CourseFacts {
  const level = (criterion: Criterion, id: LevelId) =>
    ({ criterion, award: id === approval ? 'approval' : 'automatic' }) as const
  return course(activities, {
    ladder,
    criteria: {
      completed: level(criteria[0], 'completed'),
      demonstrated: level(criteria[1], 'demonstrated'),
      implemented: level(criteria[2], 'implemented'),
    },
  })
}

function award(
  level: LevelId,
  state: Award['state'] = 'live',
  awardedAt = '2026-11-01T00:00:00.000Z',
): Award {
  return { level, state, awardedAt }
}

function see(facts: CourseFacts, given: Partial<LearnerFacts> = {}) {
  const someone = learner({ participation: [record('done')], ...given })
  const progress = evaluate(facts, someone)
  return {
    progress: progress.levels.map(({ outcome, blockedBy }) => [outcome, blockedBy]),
    changes: decide(facts, someone, progress).map(({ type, level }) => `${type} ${level}`),
  }
}

describe('a level', () => {
  it('is no more than the levels below allow', () => {
    expect(see(judgedBy([done, done, done])).progress).to.deep.equal([
      ['met', null],
      ['met', null],
      ['met', null],
    ])
    expect(see(judgedBy([done, open, done])).progress).to.deep.equal([
      ['met', null],
      ['not-yet', null],
      ['not-yet', 'demonstrated'],
    ])
    expect(see(judgedBy([dark, done, done])).progress).to.deep.equal([
      ['unknown', null],
      ['unknown', 'completed'],
      ['unknown', 'completed'],
    ])
    expect(see(judgedBy([dark, open, done])).progress[2]).to.deep.equal(['not-yet', 'completed'])
  })

  it('counts a level below that is held as met, whatever the criteria say now', () => {
    expect(see(judgedBy([open, done, open]), { awards: [award('completed')] }).progress).to.deep.equal([
      ['not-yet', null],
      ['met', null],
      ['not-yet', null],
    ])
  })

  it('names the lowest level in the way, in whatever order the ladder lists them', () => {
    const turned: Ladder = {
      ...jisc,
      levels: jisc.levels.map(({ id, requires }) => ({ id, requires: requires.toReversed() })),
    }
    expect(see(judgedBy([open, open, done], undefined, turned)).progress[2]).to.deep.equal([
      'not-yet',
      'completed',
    ])
  })

  it('that rests on one that the ladder does not judge first is not yet', () => {
    const upside: Ladder = { ...jisc, levels: jisc.levels.toReversed() }
    expect(see(judgedBy([done, done, done], undefined, upside)).progress[0]).to.deep.equal([
      'not-yet',
      'demonstrated',
    ])
  })
})

describe('what an evaluation changes', () => {
  it('is everything earned at once, lowest first', () => {
    expect(see(judgedBy([done, done, done])).changes).to.deep.equal([
      'award completed',
      'award demonstrated',
      'award implemented',
    ])
  })

  it('is nothing above a level that is only proposed', () => {
    expect(see(judgedBy([done, done, done], 'demonstrated')).changes).to.deep.equal([
      'award completed',
      'propose demonstrated',
    ])
    expect(see(judgedBy([done, done, done], 'completed')).changes).to.deep.equal(['propose completed'])
  })

  it('is nothing above a level that a person withdrew, though its criteria are met', () => {
    const found = see(judgedBy([done, done, done]), { awards: [award('completed', 'withdrawn')] })
    expect(found.changes).to.deep.equal([])
  })

  it('is no proposal of what a person withdrew', () => {
    const facts = judgedBy([done, open, open], 'completed')
    expect(see(facts, { awards: [award('completed', 'withdrawn')] }).changes).to.deep.equal([])
  })

  it('goes on from a level that was withdrawn and then given again by hand', () => {
    const awards = [award('completed'), award('completed', 'withdrawn')]
    expect(see(judgedBy([done, done, open]), { awards }).changes).to.deep.equal(['award demonstrated'])
  })

  it('flags each held level by its own criteria, and not where they are unknown', () => {
    const awards = [award('completed'), award('demonstrated'), award('implemented')]
    expect(see(judgedBy([open, done, open]), { awards }).changes).to.deep.equal([
      'flag completed',
      'flag implemented',
    ])
    expect(see(judgedBy([dark, dark, dark]), { awards }).changes).to.deep.equal([])
    expect(see(judgedBy([done, done, done]), { awards }).changes).to.deep.equal([])
  })

  it('is nothing where a level was not judged', () => {
    expect(decide(judgedBy([done, done, done]), learner(), { levels: [] })).to.deep.equal([])
    expect(
      decide(judgedBy([done, done, done]), learner({ awards: [award('completed')] }), { levels: [] }),
    ).to.deep.equal([])
  })
})

describe('evidence', () => {
  const evidence = (from: 'course-end' | 'award-below'): Criterion => ({ type: 'evidence', months: 6, from })
  const below = [award('completed', 'live', '2026-11-20T00:00:00.000Z'), award('demonstrated')]
  const piece = (state: Evidence['state'], submittedAt: string, id = submittedAt): Evidence => ({
    id,
    state,
    submittedAt,
  })

  function judge(
    given: Partial<LearnerFacts>,
    change: Partial<CourseFacts> = {},
    from: 'course-end' | 'award-below' = 'course-end',
  ) {
    const facts = { ...judgedBy([open, open, evidence(from)]), ...change }
    const level = evaluate(facts, learner({ awards: below, ...given })).levels[2]
    return [level?.evaluation.outcome, level?.evaluation.reason.code, level?.evaluation.reason.deadline]
  }

  it('counts up to the last moment, however it is written', () => {
    const deadline = '2027-06-30T00:00:00.000Z'
    expect(judge({ evidence: [piece('accepted', deadline)] })).to.deep.equal([
      'met',
      'evidence-accepted',
      deadline,
    ])
    // As text, this would come after the deadline.
    expect(judge({ evidence: [piece('accepted', '2027-06-30T00:00:00Z')] })[0]).to.equal('met')
    expect(judge({ evidence: [piece('accepted', '2027-06-30T00:00:00.001Z')] })[1]).to.equal('evidence-late')
  })

  it('runs from the highest award below where it says so, or where no end of the course is told', () => {
    const fromAward = '2027-05-01T00:00:00.000Z'
    expect(judge({}, {}, 'award-below')[2]).to.equal(fromAward)
    expect(judge({}, { endsAt: null })[2]).to.equal(fromAward)
    expect(judge({}, { endsAt: 'in the summer' })[2]).to.equal(fromAward)
  })

  it('stays met when another piece follows one that was accepted in time', () => {
    const accepted = piece('accepted', '2026-12-01T00:00:00.000Z')
    for (const state of ['submitted', 'returned', 'declined', 'accepted'] as const) {
      expect(judge({ evidence: [piece(state, '2027-12-01T00:00:00.000Z'), accepted] })[0]).to.equal('met')
    }
  })

  it('of the same moment has one order', () => {
    const pieces = [
      piece('returned', '2026-12-01T00:00:00.000Z', 'a'),
      piece('declined', '2026-12-01T00:00:00.000Z', 'b'),
    ]
    expect(judge({ evidence: pieces })[1]).to.equal('evidence-returned')
    expect(judge({ evidence: pieces.toReversed() })[1]).to.equal('evidence-returned')
  })

  it('is locked, even when accepted, until every level below is held', () => {
    const evidence = [piece('accepted', '2026-12-01T00:00:00.000Z')]
    expect(judge({ evidence, awards: [award('completed')] }).slice(0, 2)).to.deep.equal([
      'not-yet',
      'evidence-locked',
    ])
    expect(judge({ evidence, awards: [] }, { endsAt: null })).to.deep.equal([
      'not-yet',
      'evidence-locked',
      undefined,
    ])
    const given = { evidence, awards: [award('completed'), award('demonstrated', 'withdrawn')] }
    expect(judge(given)[1]).to.equal('evidence-locked')
  })

  it('on the lowest level has a deadline only where the course has an end', () => {
    const facts = judgedBy([evidence('course-end'), open, open])
    const given = learner({ evidence: [piece('accepted', '2030-01-01T00:00:00.000Z')] })
    expect(evaluate(facts, given).levels[0]?.evaluation.reason.code).to.equal('evidence-late')
    expect(evaluate({ ...facts, endsAt: null }, given).levels[0]?.evaluation.reason).to.deep.equal({
      code: 'evidence-accepted',
      seenAt: '2030-01-01T00:00:00.000Z',
    })
  })

  it('runs from the later of two live awards of one level, in whatever order they come', () => {
    const twice = [below[0], award('demonstrated', 'live', '2027-01-01T00:00:00.000Z'), below[1]].filter(
      (item) => item !== undefined,
    )
    expect(judge({ awards: twice }, {}, 'award-below')[2]).to.equal('2027-07-01T00:00:00.000Z')
    expect(judge({ awards: twice.toReversed() }, {}, 'award-below')[2]).to.equal('2027-07-01T00:00:00.000Z')
  })
})

describe('the ladder as a whole', () => {
  const chain: Ladder = {
    ...jisc,
    levels: [
      { id: 'completed', requires: [] },
      { id: 'demonstrated', requires: ['completed'] },
      { id: 'implemented', requires: ['demonstrated'] },
    ],
  }
  for (const [name, ladder] of [
    ['that names every level below', jisc],
    ['that names only the next one', chain],
  ] as const) {
    it(`${name} falls from the withdrawn level up, and is climbed from the bottom`, () => {
      expect(withLevelsAbove(ladder, 'completed')).to.deep.equal(['completed', 'demonstrated', 'implemented'])
      expect(withLevelsAbove(ladder, 'demonstrated')).to.deep.equal(['demonstrated', 'implemented'])
      expect(withLevelsAbove(ladder, 'implemented')).to.deep.equal(['implemented'])
      expect(levelsBelow(ladder, 'completed')).to.deep.equal([])
      expect(levelsBelow(ladder, 'demonstrated')).to.deep.equal(['completed'])
      expect(levelsBelow(ladder, 'implemented')).to.deep.equal(['completed', 'demonstrated'])
    })
  }
})
