import { judgeAt } from '../../core/index.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { Change, LearnerFacts } from '../../core/progress.ts'
import { type Deps, isoNow } from '../deps.ts'
import { awardTime, type Grant } from '../issuing/grant.ts'
import { issue } from '../issuing/issue.ts'
import type { ProgressRow } from '../model.ts'
import { type JudgedCourse, loadJudgedCourse } from './course-facts.ts'
import { inFlight } from './in-flight.ts'

/** How many learners are read and judged at a time. */
const BATCH = 1_000
/** To how many of them awards are signed and written at a time. */
const PORTION = 400
/** The first portions are smaller, so that the database has something to write soon. */
const FIRST_PORTION = 100
/** While the database writes one portion, the next is signed, and others are read. */
export const AT_ONCE = 4

/** How many are in the first portion, how many in the next, and so on. */
export const portionSize = (portion: number): number => Math.min(PORTION, FIRST_PORTION * 2 ** portion)
const NOBODY: ReadonlySet<string> = new Set()
const NOTHING: LearnerFacts = { participation: [], confirmations: [], evidence: [], awards: [] }

export interface EvaluationOutcome {
  readonly evaluated: number
  readonly progressWritten: number
  readonly awarded: number
}

/**
 * Judges learners (`null`: all of the course's), saves progress that differs, and awards what was earned. Each portion is one
 * unit of work: progress, credentials, audit and the job that publishes them are written together or not at all. Run
 * twice, or killed and run again, it ends the same. Who has left the course keeps what they hold and is given nothing until they are back.
 */
export async function evaluateLearners(
  deps: Deps,
  courseId: string,
  personIds: readonly string[] | null,
  onProgress: (done: number) => Promise<void> = async () => {},
): Promise<EvaluationOutcome> {
  const judged = await loadJudgedCourse(deps, courseId)
  const total = { evaluated: 0, progressWritten: 0, awarded: 0 }
  await inFlight(portions(deps, judged, personIds), AT_ONCE, async ({ learners, now }) => {
    const rows = learners.map(({ row }) => row)
    const grants = learners.flatMap((learner) => learner.grants)
    let written = 0
    const awarded = await issue(deps, judged, grants, now, async (unit) => {
      written = await unit.progress.saveChanged(courseId, rows)
    })
    total.evaluated += learners.length
    total.progressWritten += written
    total.awarded += awarded.length
    await onProgress(total.evaluated)
  })
  return total
}

async function* batches(
  deps: Deps,
  courseId: string,
  personIds: readonly string[] | null,
): AsyncGenerator<{ readonly batch: readonly string[]; readonly away: ReadonlySet<string> }> {
  if (personIds) {
    // A tutor who tried a link, or a test user, leaves records as well: credentials are for learners.
    const learners = await deps.store.people.learnersAmong(courseId, personIds)
    const away = new Set(learners.filter(({ active }) => !active).map(({ id }) => id))
    const ids = learners.map(({ id }) => id)
    for (let start = 0; start < ids.length; start += BATCH)
      yield { batch: ids.slice(start, start + BATCH), away }
    return
  }
  let after: string | null = null
  for (;;) {
    const ids: string[] = await deps.store.people.learnerIds(courseId, after, BATCH)
    if (ids.length > 0) yield { batch: ids, away: NOBODY }
    after = ids.at(-1) ?? null
    if (ids.length < BATCH) return
  }
}

/** What was found of one learner. */
interface Judged {
  readonly row: ProgressRow
  readonly grants: readonly Grant[]
}

interface Portion {
  readonly learners: readonly Judged[]
  /** When they were judged: what they earned counts from then. */
  readonly now: string
}

/** Judged in their order; a portion is full when so many of them have earned something. */
async function* portions(
  deps: Deps,
  judged: JudgedCourse,
  personIds: readonly string[] | null,
): AsyncGenerator<Portion> {
  const { course } = judged
  let full = 0
  for await (const { batch, away } of batches(deps, course.id, personIds)) {
    const facts = await deps.store.participation.facts(course.id, batch)
    const now = isoNow(deps.clock)
    deps.meter.add('evaluations', batch.length)
    let learners: Judged[] = []
    let earners = 0
    for (const personId of batch) {
      const one = judgeOne(judged, personId, facts.get(personId) ?? NOTHING, {
        away: away.has(personId),
        now,
      })
      learners.push(one)
      if (one.grants.length > 0) earners += 1
      if (earners < portionSize(full)) continue
      full += 1
      yield { learners, now }
      learners = []
      earners = 0
    }
    if (learners.length > 0) yield { learners, now }
  }
}

function judgeOne(
  { facts, version }: JudgedCourse,
  personId: string,
  learner: LearnerFacts,
  { away, now }: { readonly away: boolean; readonly now: string },
): Judged {
  const { progress, changes } = judgeAt(facts, learner, now)
  const granted = away ? [] : levels(changes, 'award')
  // What is kept is how things stand after the award: a level that has just opened is no longer locked.
  const after = granted.length > 0 ? holding(learner, granted, awardTime(now)) : null
  return {
    grants: granted.map((level) => ({ personId, level, progress, by: null, reason: null })),
    row: {
      personId,
      progress: after ? judgeAt(facts, after, now).progress : progress,
      criteriaVersion: version.version,
      flagged: levels(changes, 'flag'),
      proposed: levels(changes, 'propose'),
      computedAt: now,
    },
  }
}

function holding(learner: LearnerFacts, granted: readonly LevelId[], awardedAt: string): LearnerFacts {
  return {
    ...learner,
    awards: [...learner.awards, ...granted.map((level) => ({ level, state: 'live' as const, awardedAt }))],
  }
}

function levels(changes: readonly Change[], type: Change['type']) {
  return changes.filter((change) => change.type === type).map((change) => change.level)
}
