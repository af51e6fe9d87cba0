import { expect } from 'chai'
import fc from 'fast-check'
import { decide, evaluate, nextStep } from '../../src/core/index.ts'
import type { LevelId } from '../../src/core/ladder.ts'
import type { Participation } from '../../src/core/participation.ts'
import type { Change, CourseFacts, Evaluation, LearnerFacts } from '../../src/core/progress.ts'
import { anyCourse, anyDeed, anyLearner, RANK, record } from './factories.ts'

const runs = { numRuns: 500 }

/** More of what counts. */
type More = (learner: LearnerFacts) => LearnerFacts

function changeRecords(change: (record: Participation) => Participation): More {
  return (learner) => ({ ...learner, participation: learner.participation.map(change) })
}

const anyMore: fc.Arbitrary<More> = fc.oneof(
  anyDeed.map(
    (record): More =>
      (learner) => ({ ...learner, participation: [...learner.participation, record] }),
  ),
  fc
    .integer({ min: 0, max: 10 })
    .map((points) =>
      changeRecords((record) => ({ ...record, score: record.score === null ? null : record.score + points })),
    ),
  fc.constant(changeRecords((record) => ({ ...record, completed: true }))),
  fc.constantFrom('x', 'y').map(
    (statement): More =>
      (learner) => ({
        ...learner,
        confirmations: [...learner.confirmations, { statement, confirmedAt: '2026-10-01T00:00:00.000Z' }],
      }),
  ),
  fc.constant<More>((learner) => ({
    ...learner,
    confirmations: [
      ...learner.confirmations,
      {
        statement: '',
        confirmedAt: '2026-10-01T00:00:00.000Z',
        equivalent: { what: 'Elsewhere', takenOn: '2026-05-12' },
      },
    ],
  })),
  fc.integer({ min: 0, max: 2 }).map(
    (place): More =>
      (learner) => ({
        ...learner,
        evidence: learner.evidence.map((item, index) =>
          index === place ? { ...item, state: 'accepted' } : item,
        ),
      }),
  ),
  fc.integer({ min: -10_000, max: 10_000 }).map(
    (days): More =>
      (learner) => ({
        ...learner,
        extensions: [
          ...(learner.extensions ?? []),
          new Date(Date.UTC(2026, 8, 1) + days * 86_400_000).toISOString(),
        ],
      }),
  ),
  fc.integer({ min: 0, max: 700 }).map(
    (days): More =>
      (learner) => {
        const submittedAt = new Date(Date.UTC(2026, 8, 1) + days * 86_400_000).toISOString()
        return {
          ...learner,
          evidence: [...learner.evidence, { id: 'another', submittedAt, state: 'submitted' }],
        }
      },
  ),
)

function ranks(evaluation: Evaluation): number[] {
  return [RANK[evaluation.outcome], ...evaluation.children.flatMap(ranks)]
}

function live(learner: LearnerFacts): LevelId[] {
  return learner.awards.filter((award) => award.state === 'live').map((award) => award.level)
}

function changesOf(course: CourseFacts, learner: LearnerFacts, type?: Change['type']): LevelId[] {
  const changes = decide(course, learner, evaluate(course, learner))
  return changes.filter((change) => type === undefined || change.type === type).map((change) => change.level)
}

function required(course: CourseFacts, level: LevelId): readonly LevelId[] {
  return course.ladder.levels.find(({ id }) => id === level)?.requires ?? []
}

describe('the rules of the ladder, for any course, criteria and learner', () => {
  it('more of what counts never lowers an outcome, of a level or of any condition in it', () => {
    fc.assert(
      fc.property(anyCourse, anyLearner, anyMore, (course, learner, more) => {
        const before = evaluate(course, learner).levels
        const after = evaluate(course, more(learner)).levels
        for (const [index, level] of before.entries()) {
          const now = after[index]
          if (!now) throw new Error('a level is gone')
          expect(RANK[now.outcome]).to.be.at.least(RANK[level.outcome])
          const nodes = ranks(now.evaluation)
          for (const [node, rank] of ranks(level.evaluation).entries())
            expect(nodes[node]).to.be.at.least(rank)
        }
      }),
      runs,
    )
  })

  it('more of what counts never loses an award, nor brings a flag', () => {
    fc.assert(
      fc.property(anyCourse, anyLearner, anyMore, (course, learner, more) => {
        expect(changesOf(course, more(learner), 'award')).to.include.members(
          changesOf(course, learner, 'award'),
        )
        expect(changesOf(course, learner, 'flag')).to.include.members(
          changesOf(course, more(learner), 'flag'),
        )
      }),
      runs,
    )
  })

  it('being excused takes nothing away: no award is lost, and where every source can be read no outcome falls', () => {
    const anyActivity = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    fc.assert(
      fc.property(anyCourse, anyLearner, anyActivity, (dark, learner, activityId) => {
        const away = record(activityId, { completed: false, standing: 'excused' })
        const excused = { ...learner, participation: [...learner.participation, away] }
        expect(changesOf(dark, excused, 'award')).to.include.members(changesOf(dark, learner, 'award'))

        const course = { ...dark, activities: dark.activities.map((item) => ({ ...item, fault: null })) }
        const after = evaluate(course, excused).levels.flatMap(({ evaluation }) => ranks(evaluation))
        const before = evaluate(course, learner).levels.flatMap(({ evaluation }) => ranks(evaluation))
        for (const [node, rank] of before.entries()) expect(after[node]).to.be.at.least(rank)
      }),
      runs,
    )
  })

  it('excuses alone never meet a condition', () => {
    fc.assert(
      fc.property(anyCourse, fc.boolean(), (course, dark) => {
        const activities = course.activities.map((item) => ({ ...item, fault: dark ? item.fault : null }))
        const participation = activities.map(({ id }) =>
          record(id, { completed: false, standing: 'excused' }),
        )
        const excused = { participation, confirmations: [], evidence: [], awards: [] }
        for (const { outcome } of evaluate({ ...course, activities }, excused).levels)
          expect(outcome).not.to.equal('met')
      }),
      runs,
    )
  })

  it('no level is awarded, or proposed, without every level below it', () => {
    fc.assert(
      fc.property(anyCourse, anyLearner, (course, learner) => {
        const held = new Set(live(learner))
        for (const change of decide(course, learner, evaluate(course, learner))) {
          if (change.type === 'flag') continue
          expect([...held]).to.include.members([...required(course, change.level)])
          if (change.type === 'award') held.add(change.level)
        }
      }),
      runs,
    )
  })

  it('a level is met only where every level below is met or held, and names the one in the way otherwise', () => {
    fc.assert(
      fc.property(anyCourse, anyLearner, (course, learner) => {
        const held = live(learner)
        const { levels } = evaluate(course, learner)
        const standing = new Set([
          ...held,
          ...levels.filter(({ outcome }) => outcome === 'met').map(({ level }) => level),
        ])
        for (const { level, outcome, blockedBy } of levels) {
          const missing = required(course, level).filter((below) => !standing.has(below))
          expect(blockedBy).to.equal(missing[0] ?? null)
          if (outcome === 'met') expect(missing).to.deep.equal([])
        }
      }),
      runs,
    )
  })

  it('unknown neither awards nor takes away', () => {
    fc.assert(
      fc.property(anyCourse, anyLearner, (course, learner) => {
        const progress = evaluate(course, learner)
        for (const change of decide(course, learner, progress)) {
          const level = progress.levels.find((item) => item.level === change.level)
          if (change.type === 'flag') expect(level?.evaluation.outcome).to.equal('not-yet')
          else expect(level?.outcome).to.equal('met')
        }
      }),
      runs,
    )
  })

  it('sources that become unreadable bring neither award nor flag, and take nothing away', () => {
    fc.assert(
      fc.property(anyCourse, anyLearner, (course, learner) => {
        const dark = {
          ...course,
          activities: course.activities.map((item) => ({ ...item, fault: 'refused' as const })),
        }
        for (const type of ['award', 'propose'] as const) {
          expect(changesOf(dark, learner, type)).to.deep.equal(changesOf(course, learner, type))
        }
        expect(changesOf(course, learner, 'flag')).to.include.members(changesOf(dark, learner, 'flag'))
      }),
      runs,
    )
  })

  it('what is held or was withdrawn is never awarded or proposed', () => {
    fc.assert(
      fc.property(anyCourse, anyLearner, (course, learner) => {
        const once = new Set(learner.awards.map((award) => award.level))
        const given = [...changesOf(course, learner, 'award'), ...changesOf(course, learner, 'propose')]
        expect(given.filter((level) => once.has(level))).to.deep.equal([])
      }),
      runs,
    )
  })

  it('awarding what was decided leaves no more to award than what those awards unlock', () => {
    fc.assert(
      fc.property(anyCourse, anyLearner, (course, learner) => {
        const given = changesOf(course, learner, 'award')
        const awards = given.map((level) => ({
          level,
          state: 'live' as const,
          awardedAt: '2027-01-01T00:00:00.000Z',
        }))
        const again = changesOf(course, { ...learner, awards: [...learner.awards, ...awards] }, 'award')
        expect(again.filter((level) => given.includes(level))).to.deep.equal([])
      }),
      runs,
    )
  })

  it('the next step leads to a leaf that is not met yet, of the lowest level that is not held', () => {
    fc.assert(
      fc.property(anyCourse, anyLearner, (course, learner) => {
        const progress = evaluate(course, learner)
        const step = nextStep(course, learner, progress)
        const held = live(learner)
        const lowest = progress.levels.find(({ level }) => !held.includes(level))
        if (step === null) return
        if (step.type === 'all-earned') {
          expect(lowest).to.equal(undefined)
          return
        }
        expect(step.level).to.equal(lowest?.level)
        if (step.type !== 'criterion') return
        const leaf = step.path.reduce((node, index) => node?.children[index], lowest?.evaluation)
        expect(leaf?.outcome).to.equal('not-yet')
        expect(leaf?.children).to.deep.equal([])
      }),
      runs,
    )
  })

  it('the same facts in any order give the same answer, and judging changes none of them', () => {
    const anyOrder = anyCourse.chain((course) =>
      anyLearner.chain((learner) => {
        const shuffled = <T>(items: readonly T[]) =>
          fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length })
        const facts = fc.record({
          participation: shuffled(learner.participation),
          confirmations: shuffled(learner.confirmations),
          evidence: shuffled(learner.evidence),
          awards: shuffled(learner.awards),
          extensions: shuffled(learner.extensions ?? []),
        })
        return fc.tuple(fc.constant(course), fc.constant(learner), shuffled(course.activities), facts)
      }),
    )
    fc.assert(
      fc.property(anyOrder, ([course, learner, activities, turned]) => {
        const before = JSON.stringify([course, learner])
        const answer = JSON.stringify(evaluate(course, learner))
        expect(JSON.stringify(evaluate({ ...course, activities }, turned))).to.equal(answer)
        expect(JSON.stringify(evaluate(course, learner))).to.equal(answer)
        expect(JSON.stringify([course, learner])).to.equal(before)
      }),
      runs,
    )
  })
})
