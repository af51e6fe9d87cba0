import { LogicEngine } from 'json-logic-engine'
import { Engine } from 'json-rules-engine'
import sqlite3 from 'sqlite3'
import { whoIsAffected } from '../src/app/criteria/preview.ts'
import { loadJudgedCourse } from '../src/app/judging/course-facts.ts'
import type { CourseActivity } from '../src/app/model.ts'
import type { FlatLearner } from '../src/app/ports.ts'
import { KINDS, type Kind } from '../src/core/activity.ts'
import { compile, createFactsTable, readVerdict, statementsIn } from '../src/core/compiled/index.ts'
import type { CourseCriteria } from '../src/core/ladder.ts'
import type { CourseFacts } from '../src/core/progress.ts'
import type { Benchmark } from './support/benchmark.ts'
import { type LargeCourse, openLargeCourse } from './support/large-course.ts'
import { interleaved, median } from './support/rounds.ts'

const LEARNERS = 50_000
const ACTIVITIES = 20
/** json-rules-engine takes seconds by the ten thousand: it judges so many of them, and the others are checked against all. */
const SAMPLE = 2_000
const ROUNDS = 3
/** Ours takes milliseconds for everybody: it judges them so often, and is timed as long as the others. */
const TIMES = 20

/** What an administrator would like to know: "what if Completed took 80 % of the sessions, and Demonstrated 60 % in two assignments?" */
const DRAFT: CourseCriteria = {
  completed: {
    award: 'automatic',
    criterion: {
      type: 'all',
      of: [
        { type: 'attended', percent: 80 },
        { type: 'completed', target: { kind: 'participation' }, need: 'every' },
      ],
    },
  },
  demonstrated: {
    award: 'automatic',
    criterion: {
      type: 'any',
      of: [
        { type: 'completed', target: { kind: 'coursework' }, need: 'every' },
        { type: 'scored', target: { kind: 'assignment' }, percent: 60, need: 2 },
      ],
    },
  },
  implemented: { award: 'automatic', criterion: { type: 'evidence', months: 6, from: 'course-end' } },
}

/** Which levels a learner would earn, lowest first, a bit each: what all three engines must agree on. */
type Earned = number

/** "Who would gain?" over a whole course: judging alone, and with everything read from the database. */
export const criteria: Benchmark = {
  name: 'criteria',
  async run() {
    const large = await openLargeCourse(LEARNERS, ACTIVITIES)
    try {
      const judged = await loadJudgedCourse(large.tool.deps, large.courseId)
      const course: CourseFacts = { ...judged.facts, criteria: DRAFT }
      const learners = await everybody(large)
      const ours = oursOver(course, learners)
      const expected = ours()
      const sample = learners.slice(0, SAMPLE).map((learner) => pointsOf(large.activities, learner))
      const rules = rulesEngine()
      const logic = logicEngine()
      await agree('json-rules-engine', expected, sample, rules)
      await agree(
        'json-logic-engine',
        expected,
        learners.map((learner) => pointsOf(large.activities, learner)),
        async (points) => logic(points),
      )
      const scan = await scanOf(large)
      const judging = await interleaved(ROUNDS, {
        ours: () =>
          each(async () => {
            for (let time = 0; time < TIMES; time += 1) ours()
          }, LEARNERS * TIMES),
        rules: () =>
          each(async () => {
            for (const points of sample) await rules(points)
          }, SAMPLE),
        logic: () =>
          each(async () => {
            for (const points of sample) logic(points)
          }, SAMPLE),
      })
      const loading = await interleaved(ROUNDS, {
        ours: () => each(() => whoIsAffected(large.tool.deps, judged, DRAFT), 1),
        scan: () => each(scan.run, 1),
      })
      await scan.close()
      return findings(judging, loading)
    } finally {
      await large.close()
    }
  },
}

function findings(
  judging: Record<'ours' | 'rules' | 'logic', number[]>,
  loading: Record<'ours' | 'scan', number[]>,
) {
  const rate = (name: keyof typeof judging) => 1 / median(judging[name])
  const perSecond = (name: keyof typeof judging) => `${Math.round(rate(name)).toLocaleString('en')}/s`
  const seconds = (name: keyof typeof loading) => `${median(loading[name]).toFixed(2)} s`
  return [
    {
      id: 'G7',
      what: `learners judged a second over ${LEARNERS} × ${ACTIVITIES}, against json-rules-engine`,
      measured: { ratio: rate('ours') / rate('rules') },
      goal: { at: 'least', value: 500 },
      figures: `${perSecond('ours')}, json-rules-engine ${perSecond('rules')}, json-logic-engine ${perSecond('logic')}`,
    },
    {
      id: 'G7-load',
      what: '“who would gain?” with everything read, against a scan of the same rows',
      measured: { ratio: median(loading.ours) / median(loading.scan) },
      goal: { at: 'most', value: 1 },
      figures: `${seconds('ours')}, prepared statement ${seconds('scan')}`,
    },
  ] as const
}

/** Seconds for one of so many. */
async function each(work: () => Promise<unknown>, many: number): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000 / many
}

async function everybody({ tool, courseId }: LargeCourse): Promise<FlatLearner[]> {
  const all: FlatLearner[] = []
  for await (const page of tool.store.everyone.facts(courseId)) all.push(...page)
  return all
}

/** One table of everybody, filled once. */
function oursOver(course: CourseFacts, learners: readonly FlatLearner[]): () => Earned[] {
  const table = createFactsTable(course.activities, statementsIn(course.criteria), learners.length)
  for (const [row, { facts }] of learners.entries())
    if (!table.fill(row, facts)) throw new Error('a learner does not fit into the table')
  const judge = compile(course, table)
  const verdicts = new Int32Array(learners.length)
  return () => {
    for (let row = 0; row < verdicts.length; row += 1) verdicts[row] = judge(row)
    return verdicts as unknown as number[]
  }
}

const earnedOf = (verdict: number): Earned =>
  readVerdict(verdict).reduce((bits, { change }, place) => bits | (change === 'award' ? 1 << place : 0), 0)

async function agree(
  name: string,
  expected: readonly number[],
  points: readonly Points[],
  judge: (points: Points) => Promise<Earned>,
): Promise<void> {
  for (const [row, facts] of points.entries()) {
    const answer = await judge(facts)
    if (answer !== earnedOf(expected[row] ?? 0)) throw new Error(`${name} says otherwise of learner ${row}`)
  }
}

/** A learner as the other engines get them: numbers by name, made before the clock runs. */
type Points = Readonly<Record<string, number>>

function pointsOf(activities: readonly CourseActivity[], { facts }: FlatLearner): Points {
  const records = new Map(facts.records.map((record) => [record[0], record]))
  const points: Record<string, number> = {}
  for (const { id, kind, position } of activities) {
    const [, done, score, maximum] = records.get(id) ?? []
    const place = `${kind}${position}`
    points[`${place}d`] = done ? 1 : 0
    points[`${place}s`] = ((score ?? 0) / (maximum ?? 1)) * 100
  }
  return points
}

/** The facts' names by kind, as `pointsOf` gives them. */
function namesOf(kind: Kind, what: 'd' | 's'): string[] {
  const places = Array.from({ length: ACTIVITIES }, (_, place) => place)
  return places
    .filter((place) => KINDS[place % KINDS.length] === kind)
    .map((place) => `${kind}${place}${what}`)
}

/** As its manual has it: conditions on facts. "At least n of" is every choice of n, which it cannot say otherwise. */
function rulesEngine(): (points: Points) => Promise<Earned> {
  const is = (fact: string, value: number) => ({ fact, operator: 'greaterThanInclusive', value })
  const atLeast = (names: string[], least: number, value: number) => ({
    any: choices(names, least).map((chosen) => ({ all: chosen.map((name) => is(name, value)) })),
  })
  const sessions = namesOf('attendance', 'd')
  const completed = {
    all: [
      atLeast(sessions, Math.ceil(sessions.length * 0.8), 1),
      ...namesOf('participation', 'd').map((name) => is(name, 1)),
    ],
  }
  const demonstrated = {
    any: [
      { all: namesOf('coursework', 'd').map((name) => is(name, 1)) },
      atLeast(namesOf('assignment', 's'), 2, 60),
    ],
  }
  const engine = new Engine([
    { conditions: completed, event: { type: 'completed' } },
    { conditions: { all: [completed, demonstrated] }, event: { type: 'demonstrated' } },
  ])
  return async (points) => {
    const { events } = await engine.run(points)
    return events.reduce((bits, { type }) => bits | (type === 'completed' ? 1 : 2), 0)
  }
}

/** Compiled, as its manual advises for speed. */
function logicEngine(): (points: Points) => Earned {
  const sum = (names: string[], value: number) => ({
    '+': names.map((name) => ({ if: [{ '>=': [{ var: name }, value] }, 1, 0] })),
  })
  const sessions = namesOf('attendance', 'd')
  const [part, work] = [namesOf('participation', 'd'), namesOf('coursework', 'd')]
  const completed = {
    and: [
      { '>=': [sum(sessions, 1), Math.ceil(sessions.length * 0.8)] },
      { '>=': [sum(part, 1), part.length] },
    ],
  }
  const demonstrated = {
    or: [{ '>=': [sum(work, 1), work.length] }, { '>=': [sum(namesOf('assignment', 's'), 60), 2] }],
  }
  const engine = new LogicEngine()
  const [first, second] = [engine.build(completed), engine.build({ and: [completed, demonstrated] })]
  return (points) => (first(points) ? 1 : 0) | (second(points) ? 2 : 0)
}

function choices<T>(of: readonly T[], many: number): T[][] {
  if (many === 0) return [[]]
  return of.flatMap((one, index) => choices(of.slice(index + 1), many - 1).map((rest) => [one, ...rest]))
}

/** What any reader of these rows must take at least: one prepared statement, each row an object. */
async function scanOf({ file, courseId }: LargeCourse) {
  const database = new sqlite3.Database(file, sqlite3.OPEN_READONLY)
  const statement = database.prepare(
    'SELECT person_id, activity_id, completed, score, maximum FROM participation WHERE course_id = ?',
  )
  const run = () =>
    new Promise<void>((resolve, reject) => {
      statement.all(courseId, (error, rows) => {
        if (error === null && rows.length === LEARNERS * ACTIVITIES) resolve()
        else reject(error ?? new Error(`the scan found ${rows.length} rows`))
      })
    })
  const close = () =>
    new Promise<void>((resolve) => {
      statement.finalize(() => database.close(() => resolve()))
    })
  return { run, close }
}
