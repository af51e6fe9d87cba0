import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { type Activity, KINDS, SOURCES } from '../../src/core/activity.ts'
import type { Criterion } from '../../src/core/criteria.ts'
import { parseLadder } from '../../src/core/index.ts'
import { type CourseCriteria, type Ladder, LEVEL_IDS } from '../../src/core/ladder.ts'
import type { Participation, Standing } from '../../src/core/participation.ts'
import type { Award, CourseFacts, LearnerFacts, Outcome } from '../../src/core/progress.ts'

export const jisc: Ladder = parseLadder(JSON.parse(readFileSync('config/frameworks/jisc.json', 'utf8')))

export const RANK: Readonly<Record<Outcome, number>> = { 'not-yet': 0, unknown: 1, met: 2 }

export function activity(change: Partial<Activity> & { id: string }): Activity {
  return { title: change.id, kind: 'coursework', source: 'coursework', fault: null, ...change }
}

export function record(activityId: string, change: Partial<Participation> = {}): Participation {
  return {
    activityId,
    completed: true,
    score: null,
    maximum: null,
    observedAt: '2026-11-01T10:00:00.000Z',
    ...change,
  }
}

export function learner(change: Partial<LearnerFacts> = {}): LearnerFacts {
  return { participation: [], confirmations: [], evidence: [], awards: [], ...change }
}

export function course(activities: readonly Activity[], change: Partial<CourseFacts> = {}): CourseFacts {
  return {
    ladder: jisc,
    criteria: jisc.defaultCriteria,
    activities,
    endsAt: '2026-12-31T00:00:00.000Z',
    ...change,
  }
}

/** A course whose first level has this criterion alone. */
export function judgedBy(
  criterion: Criterion,
  activities: readonly Activity[],
  change: Partial<CourseFacts> = {},
): CourseFacts {
  return course(activities, {
    criteria: { ...jisc.defaultCriteria, completed: { criterion, award: 'automatic' } },
    ...change,
  })
}

const ids = ['a', 'b', 'c', 'd', 'e', 'f']
const id = fc.constantFrom(...ids)

const target = fc.oneof(fc.record({ activity: id }), fc.record({ kind: fc.constantFrom(...KINDS) }))
const need = fc.oneof(fc.constant('every' as const), fc.integer({ min: 1, max: 3 }))
const leaf: fc.Arbitrary<Criterion> = fc.oneof(
  fc.record({ type: fc.constant('completed' as const), target, need }),
  fc.record({
    type: fc.constant('scored' as const),
    target,
    need,
    percent: fc.integer({ min: 0, max: 100 }),
  }),
  fc.record({ type: fc.constant('attended' as const), percent: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ type: fc.constant('confirmed' as const), statement: fc.constantFrom('x', 'y') }),
  fc.record({
    type: fc.constant('evidence' as const),
    months: fc.integer({ min: 1, max: 12 }),
    from: fc.constantFrom('course-end' as const, 'award-below' as const),
  }),
)
export const anyCriterion: fc.Arbitrary<Criterion> = fc.letrec<{ node: Criterion }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({
      type: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    }),
    fc
      .array(tie('node'), { minLength: 1, maxLength: 3 })
      .chain((of) =>
        fc.integer({ min: 1, max: of.length }).map((n) => ({ type: 'at-least' as const, n, of })),
      ),
  ),
})).node

const anyActivities = fc.uniqueArray(
  fc.record({
    id,
    title: id,
    kind: fc.oneof(fc.constant(null), fc.constantFrom(...KINDS)),
    source: fc.constantFrom(...SOURCES),
    fault: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom('gone' as const, 'scope-missing' as const) },
    ),
  }),
  { selector: (item) => item.id, maxLength: ids.length },
)

export const anyCourse: fc.Arbitrary<CourseFacts> = fc
  .tuple(
    anyActivities,
    fc.tuple(anyCriterion, anyCriterion, anyCriterion),
    fc.constantFrom('automatic' as const, 'approval' as const),
    fc.boolean(),
  )
  .map(([activities, criteria, award, ends]) => {
    const entries = LEVEL_IDS.map((level, index) => [
      level,
      { criterion: criteria[index], award: index === 1 ? award : 'automatic' },
    ])
    return course(activities, {
      criteria: Object.fromEntries(entries) as CourseCriteria,
      endsAt: ends ? '2026-12-31T00:00:00.000Z' : null,
    })
  })

const time = fc
  .integer({ min: 0, max: 700 })
  .map((days) => new Date(Date.UTC(2026, 8, 1) + days * 86_400_000).toISOString())

/** Small points of small maxima, so that records often meet a threshold exactly; extra credit and "out of nothing" among them. */
const recordWith = (standing: fc.Arbitrary<Standing | null>): fc.Arbitrary<Participation> =>
  fc.record({
    activityId: id,
    completed: fc.boolean(),
    score: fc.option(fc.integer({ min: 0, max: 12 })),
    maximum: fc.option(fc.integer({ min: 0, max: 10 })),
    observedAt: time,
    standing,
  })
/** Of something done, or not: no excuse. */
export const anyDeed = recordWith(fc.constantFrom(null, 'late' as const))
export const anyRecord = recordWith(fc.constantFrom(null, null, 'late' as const, 'excused' as const))

const equivalent = fc.record({ what: fc.constantFrom('x', 'y'), takenOn: fc.constant('2026-05-12') })

export const anyLearner: fc.Arbitrary<LearnerFacts> = fc.record({
  // Of one activity there may be two records.
  participation: fc.array(anyRecord, { maxLength: 8 }),
  confirmations: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ statement: fc.constantFrom('x', 'y'), confirmedAt: time }) },
      {
        weight: 1,
        arbitrary: fc.record({ statement: fc.constant(''), confirmedAt: time, equivalent }),
      },
    ),
    { maxLength: 3 },
  ),
  evidence: fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      submittedAt: time,
      state: fc.constantFrom(
        'submitted' as const,
        'accepted' as const,
        'returned' as const,
        'declined' as const,
      ),
    }),
    { selector: (item) => item.submittedAt, maxLength: 3 },
  ),
  extensions: fc.array(time, { maxLength: 2 }),
  // A ladder as the database allows it: a level is live only with those below.
  awards: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean(), time).map(([height, withdrawn, awardedAt]) =>
    LEVEL_IDS.flatMap((level, index): Award[] => {
      if (index < height) return [{ level, state: 'live' as const, awardedAt }]
      return withdrawn && index === height ? [{ level, state: 'withdrawn' as const, awardedAt }] : []
    }),
  ),
})
