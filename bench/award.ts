import { evaluateLearners } from '../src/app/judging/evaluate-learners.ts'
import { openLargeCourse } from '../test/support/large-course.ts'
import { startPostgres } from '../test/support/postgres-server.ts'
import { whole } from './support/badges.ts'
import type { Benchmark } from './support/benchmark.ts'
import { interleaved, median } from './support/rounds.ts'

const LEARNERS = 2_000
const ELIGIBLE = 1_500
const ROUNDS = 3
/** Moodle 4.5.6, badges by criteria, the same course on PostgreSQL without fsync: 1,500 awards in 42 s, each of about 95 statements. */
const MOODLE = 34

interface Pass {
  readonly awardsPerSecond: number
  readonly statements: number
  readonly again: { readonly milliseconds: number; readonly statements: number }
}

/** The award pass of a course of 2,000 of whom 1,500 become eligible: judged, signed, written with audit and the job that publishes. */
export const award: Benchmark = {
  name: 'award',
  async run() {
    const postgres = await startPostgres()
    try {
      const { sqlite, postgresql } = await interleaved(ROUNDS, {
        sqlite: () => pass(),
        postgresql: async () => pass(await postgres.fresh()),
      })
      return [...findings('', 'SQLite', sqlite), ...findings('pg', 'PostgreSQL', postgresql)]
    } finally {
      await postgres.stop()
    }
  },
}

async function pass(url?: string): Promise<Pass> {
  let statements = 0
  const large = await openLargeCourse({
    learners: LEARNERS,
    eligible: ELIGIBLE,
    ...(url ? { url } : {}),
    onStatement: () => {
      statements += 1
    },
  })
  const measured = async () => {
    statements = 0
    const start = performance.now()
    const { awarded } = await evaluateLearners(large.tool.deps, large.course.id, null)
    return { awarded, milliseconds: performance.now() - start, statements }
  }
  try {
    const first = await measured()
    if (first.awarded !== ELIGIBLE) throw new Error(`${first.awarded} awards`)
    const again = await measured()
    return {
      awardsPerSecond: ELIGIBLE / (first.milliseconds / 1000),
      statements: first.statements,
      again,
    }
  } finally {
    await large.close()
  }
}

/** @param mark begins the word that a goal's name ends with */
function findings(mark: string, database: string, passes: readonly Pass[]) {
  const perSecond = median(passes.map(({ awardsPerSecond }) => awardsPerSecond))
  const statements = median(passes.map((one) => one.statements))
  const again = median(passes.map((one) => one.again.statements))
  const waiting = median(passes.map((one) => one.again.milliseconds))
  return [
    {
      id: mark ? `G13-${mark}` : 'G13',
      what: `awards a second in a course of ${LEARNERS} on ${database}, against Moodle’s ${MOODLE}`,
      measured: { ratio: perSecond / MOODLE },
      goal: { at: 'least', value: 50 },
      figures: `${whole(perSecond)}/s`,
    },
    {
      id: `G13-${mark}statements`,
      what: `statements for ${ELIGIBLE} awards on ${database}`,
      measured: { count: statements },
      goal: { at: 'most', value: ELIGIBLE / 10 },
      figures: `${(statements / ELIGIBLE).toFixed(3)} an award`,
    },
    {
      id: `G13-${mark}unchanged`,
      what: `statements of a pass where nothing changed, on ${database}`,
      measured: { count: again },
      goal: { at: 'most', value: 10 },
      figures: `${whole(waiting)} ms`,
    },
  ] as const
}
