import { isDeepStrictEqual } from 'node:util'
import { expect } from 'chai'
import fc from 'fast-check'
import {
  compile,
  createFactsTable,
  type FlatFacts,
  plainVerdict,
  readVerdict,
  statementsIn,
} from '../../../src/core/compiled/index.ts'
import { decide, evaluate } from '../../../src/core/index.ts'
import { LEVEL_IDS } from '../../../src/core/ladder.ts'
import type { Participation } from '../../../src/core/participation.ts'
import type { Award, CourseFacts, LearnerFacts } from '../../../src/core/progress.ts'
import { activity, anyCourse, anyLearner, judgedBy, learner, record } from '../factories.ts'

const flat = ({
  participation,
  confirmations,
  evidence,
  awards,
  extensions = [],
}: LearnerFacts): FlatFacts => ({
  ...(extensions.length > 0 && { extended: true }),
  records: participation.map(({ activityId, completed, score, maximum, standing }) => [
    activityId,
    completed,
    score,
    maximum,
    standing ?? null,
  ]),
  confirmed: confirmations.map(({ statement }) => statement),
  evidence: evidence.map(({ submittedAt, state }) => [submittedAt, state]),
  awards: awards.map(({ level, state, awardedAt }) => [level, state, awardedAt]),
})

/** The plain answer, level by level. */
function plain(course: CourseFacts, facts: LearnerFacts) {
  const progress = evaluate(course, facts)
  const changes = decide(course, facts, progress)
  return progress.levels.map(({ level, outcome, evaluation }) => ({
    level,
    own: evaluation.outcome,
    outcome,
    change: changes.find((change) => change.level === level)?.type ?? null,
  }))
}

/** The compiled answers, learner by learner; `null` where the facts do not fit into the table. */
function compiled(course: CourseFacts, learners: readonly LearnerFacts[]) {
  const table = createFactsTable(course.activities, statementsIn(course.criteria), learners.length)
  const judge = compile(course, table)
  const fits = learners.map((facts, row) => table.fill(row, flat(facts)))
  return fits.map((fit, row) => (fit ? readVerdict(judge(row)) : null))
}

/** Chai's own comparison is what most of the time would go into; it puts into words what differs. */
function same(answer: unknown, told: unknown): void {
  if (!isDeepStrictEqual(answer, told)) expect(answer).to.deep.equal(told)
}

/** What no database of ours holds and a VLE may well send: times that are none, points that are no number, two awards of a level. */
const hostileTime = fc.constantFrom(
  'yesterday',
  '',
  '2026-11-30T10:00:00',
  '+275760-09-13T00:00:00.000Z',
  '2026-12-31T23:59:60Z',
)
const hostileNumber = fc.constantFrom(
  null,
  0,
  -1,
  -0,
  Number.NaN,
  Infinity,
  1e308,
  5e-324,
  0.57,
  59.999999999999,
)

/** Most have no more time than the others: those who have go to the plain rules. */
const mostly = fc.oneof(
  { weight: 3, arbitrary: anyLearner.map(({ extensions: _, ...facts }): LearnerFacts => facts) },
  { weight: 1, arbitrary: anyLearner },
)

const hostileLearner: fc.Arbitrary<LearnerFacts> = fc
  .tuple(
    mostly,
    fc.array(fc.tuple(fc.nat(7), hostileNumber, hostileNumber), { maxLength: 4 }),
    fc.array(fc.tuple(fc.nat(2), hostileTime), { maxLength: 2 }),
    fc.array(fc.tuple(fc.constantFrom(...LEVEL_IDS), fc.constantFrom('live', 'withdrawn'), hostileTime), {
      maxLength: 2,
    }),
    fc.option(fc.constantFrom('late', 'excused')),
  )
  .map(([facts, points, times, awards, standing]) => ({
    ...facts,
    participation: facts.participation.map((seen, index): Participation => {
      const [, score, maximum] = points.find(([place]) => place === index) ?? [0, seen.score, seen.maximum]
      return { ...seen, score, maximum, ...(standing && index === 0 && { standing }) } as Participation
    }),
    evidence: facts.evidence.map((item, index) => {
      const [, submittedAt = item.submittedAt] = times.find(([place]) => place === index) ?? []
      return { ...item, submittedAt }
    }),
    awards: [
      ...facts.awards,
      ...awards.map(([level, state, awardedAt]): Award => ({ level, state, awardedAt }) as Award),
    ],
  }))

const hostileCourse = fc
  .tuple(
    anyCourse,
    fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: hostileTime }),
  )
  .map(([course, endsAt]) => (endsAt === null ? course : { ...course, endsAt }))

describe('compiled criteria', () => {
  it('say of every learner what the plain rules say, one table for all of them', function () {
    // Seconds of work, and of a busy machine many times as much.
    this.timeout(180_000)
    fc.assert(
      fc.property(
        hostileCourse,
        fc.array(fc.oneof(mostly, hostileLearner), { minLength: 1, maxLength: 6 }),
        (course, learners) => {
          for (const [row, answer] of compiled(course, learners).entries()) {
            const facts = learners[row] as LearnerFacts
            const told = plain(course, facts)
            if (answer !== null) same(answer, told)
            same(readVerdict(plainVerdict(course, facts)), told)
          }
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('are tried on learners who fit, and not only on those who do not', () => {
    const fitting = fc
      .sample(fc.tuple(hostileCourse, hostileLearner), 500)
      .filter(([course, facts]) => compiled(course, [facts])[0] !== null)
    // Of 500 it is 112 on average, give or take 9: with less than half of that something else is being tried.
    expect(fitting.length).to.be.greaterThan(50)
  })

  it('keep nothing of the learner who had the row before', () => {
    fc.assert(
      fc.property(anyCourse, hostileLearner, mostly, (course, before, facts) => {
        const table = createFactsTable(course.activities, statementsIn(course.criteria), 1)
        const judge = compile(course, table)
        table.fill(0, flat(before))
        if (table.fill(0, flat(facts))) expect(readVerdict(judge(0))).to.deep.equal(plain(course, facts))
      }),
    )
  })

  const attended = judgedBy({ type: 'attended', percent: 50 }, [
    activity({ id: 'one', kind: 'attendance' }),
    activity({ id: 'two', kind: 'attendance' }),
  ])

  it('leave to the plain rules who was late or excused, and who has two records of one activity', () => {
    const late = learner({ participation: [record('one', { standing: 'late' })] })
    const excused = learner({ participation: [record('one', { completed: false, standing: 'excused' })] })
    const twice = learner({ participation: [record('one', { completed: false }), record('one')] })
    expect(
      compiled(attended, [late, excused, twice, learner()]).map((answer) => answer === null),
    ).to.deep.equal([true, true, true, false])
  })

  it('do not mind records of activities that no longer count', () => {
    const facts = learner({ participation: [record('gone', { standing: 'excused' }), record('one')] })
    expect(compiled(attended, [facts])[0]?.[0]).to.deep.equal({
      level: 'completed',
      own: 'met',
      outcome: 'met',
      change: 'award',
    })
  })

  it('refuse a table without a column for what a tutor confirms', () => {
    const course = judgedBy({ type: 'confirmed', statement: 'Led a session' }, [])
    expect(() => compile(course, createFactsTable([], [], 1))).to.throw('Led a session')
  })
})
