import { judgeAt } from '../../core/index.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { Change, LearnerFacts } from '../../core/progress.ts'
import { type Deps, isoNow } from '../deps.ts'
import { awardTime, type Grant } from '../issuing/grant.ts'
import { issue } from '../issuing/issue.ts'
import type { ProgressRow } from '../model.ts'
import { type JudgedCourse, loadJudgedCourse } from './course-facts.ts'
import { inFlight } from './in-flight.ts'

/** How many learners are judged, signed for and written at a time. */
const BATCH = 1_000
/** While the database writes one batch, the next is judged and signed. */
const AT_ONCE = 2
const NOBODY: ReadonlySet<string> = new Set()

export interface EvaluationOutcome {
  readonly evaluated: number
  readonly progressWritten: number
  readonly awarded: number
}

/**
 * Judges learners (`null`: all of the course's), saves progress that differs, and awards what was earned. Each batch is one
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
  await inFlight(batches(deps, courseId, personIds), AT_ONCE, async ({ batch, away }) => {
    const outcome = await evaluateBatch(deps, judged, batch, away)
    total.evaluated += batch.length
    total.progressWritten += outcome.progressWritten
    total.awarded += outcome.awarded
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

async function evaluateBatch(
  deps: Deps,
  judged: JudgedCourse,
  personIds: readonly string[],
  away: ReadonlySet<string>,
) {
  const { course, version, facts: courseFacts } = judged
  const learners = await deps.store.participation.facts(course.id, personIds)
  const now = isoNow(deps.clock)
  const rows: ProgressRow[] = []
  const grants: Grant[] = []
  for (const personId of personIds) {
    const learner = learners.get(personId) ?? {
      participation: [],
      confirmations: [],
      evidence: [],
      awards: [],
    }
    const { progress, changes } = judgeAt(courseFacts, learner, now)
    const granted = away.has(personId) ? [] : levels(changes, 'award')
    for (const level of granted) grants.push({ personId, level, progress, by: null, reason: null })
    rows.push({
      personId,
      // What is kept is how things stand after the award: a level that has just opened is no longer locked.
      progress:
        granted.length > 0
          ? judgeAt(courseFacts, holding(learner, granted, awardTime(now)), now).progress
          : progress,
      criteriaVersion: version.version,
      flagged: levels(changes, 'flag'),
      proposed: levels(changes, 'propose'),
      computedAt: now,
    })
  }
  deps.meter.add('evaluations', personIds.length)
  let progressWritten = 0
  const awarded = await issue(deps, judged, grants, now, async (unit) => {
    progressWritten = await unit.progress.saveChanged(course.id, rows)
  })
  return { progressWritten, awarded: awarded.length }
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
