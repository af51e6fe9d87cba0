import type { LevelId } from '../../core/ladder.ts'
import { LtiError } from '../../lti/index.ts'
import type { ClearedScore, Score } from '../../lti/types.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { Course, Credential } from '../model.ts'
import type { UnpostedCredential } from '../ports.ts'
import { servicesOf } from '../reading/services.ts'
import { type TakeOut, takeOutErased, waitingRemovals } from './erased-scores.ts'
import { laterThan } from './later.ts'
import { ISSUED_LOCALE } from './narrative.ts'
import { LEVEL_COLUMN_TAG, levelResourceId, publicUrls, submissionReview } from './urls.ts'

const BATCH = 200
const MINUTE = 60_000
/** What the gradebook refused may be taken a day later: a grade unlocked, a learner back. */
const REFUSAL_STANDS = 24 * 3_600_000
/** Left the course, a locked grade, a closed column: nothing that trying again at once would mend. */
const REFUSES_ONE_LEARNER = new Set(['user_not_enrolled', 'grade_locked', 'score_refused'])

/** Whether the gradebook refuses one learner's score, which must hold up nothing else. */
export function refusesOneLearner(error: unknown): error is LtiError {
  return error instanceof LtiError && REFUSES_ONE_LEARNER.has(error.code)
}

/** What was done to the gradebook. */
export interface Published {
  readonly posted: number
  /** Scores of withdrawn credentials that were taken back. */
  readonly retracted: number
}

/**
 * Puts what was awarded into the gradebook, and takes out of it what was withdrawn: one column a level, made once and found
 * again by `resourceId` and `tag`, one score a credential. A score carries the time of its award or withdrawal, so that posting it
 * again after a crash changes nothing (the VLE answers 409); of one that was issued anew, the time of that. Columns that people grade are never posted to. What a course wants to
 * be able to undo waits for its time. A score that the gradebook takes from nobody now is tried again when its learner is back in
 * the course, and otherwise once a day while they are there.
 *
 * Errors: `LtiError`, as the VLE answered; what was posted until then stays marked.
 */
export async function publishCredentials(deps: Deps, courseId: string): Promise<Published> {
  const { store } = deps
  const done = { posted: 0, retracted: 0 }
  const course = await store.courses.byId(courseId)
  // Some courses have no gradebook for the tool: the badge itself does not need one.
  if (!course?.lineItemsUrl) return done
  const book = await openGradebook(deps, { ...course, lineItemsUrl: course.lineItemsUrl })
  await takeOutErased(deps, courseId, refusedBefore(deps), book.takeOut, refusesOneLearner)
  for (;;) {
    const batch = await waitingCredentials(deps, courseId, BATCH)
    const withdrawn = batch.filter(({ state }) => state === 'withdrawn')
    for (const credential of withdrawn) {
      const score = retractionOf(deps, credential)
      if (!(await accepted(deps, credential, () => book.retract(credential.level, score)))) continue
      await store.credentials.markRetracted([credential.id], score.timestamp)
      done.retracted += 1
    }
    // What was awarded anew must come later than what was just taken back.
    if (withdrawn.length > 0) continue
    const ids = batch.map(({ id }) => id)
    const offered = new Set(ids.length > 0 ? await store.credentials.offer(ids, isoNow(deps.clock)) : [])
    // Columns appear in the gradebook as they are made: the lowest level first.
    for (const credential of lowestFirst(deps, batch)) {
      // Withdrawn at this very moment.
      if (!offered.has(credential.id)) continue
      const score = scoreOf(deps, credential)
      if (!(await accepted(deps, credential, () => book.post(credential.level, score)))) continue
      await store.credentials.markPublished([credential.id], isoNow(deps.clock))
      deps.meter.add('scores', 1)
      done.posted += 1
    }
    if (batch.length < BATCH) return done
  }
}

const refusedBefore = ({ clock }: Deps) => new Date(clock.now() - REFUSAL_STANDS).toISOString()

/** Whether anything is to be done to the gradebook now. */
export async function isWaiting(deps: Deps, courseId: string): Promise<boolean> {
  if ((await waitingCredentials(deps, courseId, 1)).length > 0) return true
  return (await waitingRemovals(deps, courseId, refusedBefore(deps), 1)).length > 0
}

/** Credentials whose score is to be posted, or taken back, now. */
async function waitingCredentials(
  deps: Deps,
  courseId: string,
  limit: number,
): Promise<UnpostedCredential[]> {
  const { store, clock } = deps
  const { publishAfterMinutes } = await store.settings.of(courseId)
  return store.credentials.unposted(courseId, {
    awardedBy: new Date(clock.now() - publishAfterMinutes * MINUTE).toISOString(),
    refusedBefore: refusedBefore(deps),
    limit,
  })
}

/** Sees to it that what may be undone for now is put into the gradebook in its time. */
export async function publishLater({ store, clock }: Deps, courseId: string): Promise<void> {
  const { publishAfterMinutes } = await store.settings.of(courseId)
  const oldest = publishAfterMinutes > 0 ? await store.credentials.oldestUnoffered(courseId) : null
  if (oldest === null) return
  const due = Date.parse(oldest) + publishAfterMinutes * MINUTE - clock.now()
  const options = { key: courseId, delaySeconds: Math.max(1, Math.ceil(due / 1000)) }
  await store.write((unit) => unit.jobs.send('publish', { courseId }, options))
}

function lowestFirst<T extends { readonly level: LevelId }>(deps: Deps, batch: readonly T[]): T[] {
  const rank = new Map(deps.ladder.levels.map(({ id }, index) => [id, index]))
  return [...batch].sort((a, b) => (rank.get(a.level) ?? 0) - (rank.get(b.level) ?? 0))
}

const isGone = (error: unknown) => error instanceof LtiError && error.code === 'service_gone'

/** The columns of a course's levels in its VLE. Whatever they are asked, a column that somebody deleted is made or missed once. */
async function openGradebook(deps: Deps, course: Course & { lineItemsUrl: string }) {
  const { store } = deps
  const client = await servicesOf(deps, course)
  const columns = await store.levelColumns.of(course.id)
  const mark = (level: LevelId) => ({ resourceId: levelResourceId(level), tag: LEVEL_COLUMN_TAG })

  async function find(level: LevelId): Promise<string | null> {
    const known = columns.get(level)
    if (known) return known
    const [found] = await client.lineItems(course.lineItemsUrl, mark(level))
    return found ? keep(level, found.id) : null
  }

  async function make(level: LevelId): Promise<string> {
    const label = deps.words(ISSUED_LOCALE, 'issued.gradebook.column', {
      level: deps.words(ISSUED_LOCALE, `levels.${level}.name`),
    })
    const wanted = {
      ...mark(level),
      label,
      scoreMaximum: 1,
      submissionReview: submissionReview(deps.toolUrl),
    }
    return keep(level, (await client.createLineItem(course.lineItemsUrl, wanted)).id)
  }

  async function keep(level: LevelId, url: string): Promise<string> {
    const column = await store.levelColumns.save(course.id, level, url)
    columns.set(level, column)
    return column
  }

  /** Where a column that was known is gone, once more without it. */
  async function withColumn(level: LevelId, work: () => Promise<void>): Promise<void> {
    const known = columns.get(level)
    try {
      await work()
    } catch (error) {
      if (!known || !isGone(error)) throw error
      await store.levelColumns.forget(course.id, level, known)
      columns.delete(level)
      await work()
    }
  }

  const retract = (level: LevelId, score: ClearedScore) =>
    withColumn(level, async () => {
      const column = await find(level)
      // Where there is no column there is no score.
      if (column !== null) await client.clearScore(column, score)
    })
  const takeOut: TakeOut = async ({ level, activityId }, score) => {
    if (level !== null) return retract(level, score)
    const activity = await store.activities.byId(course.id, activityId ?? '')
    if (!activity?.lineItemUrl) return
    await client.clearScore(activity.lineItemUrl, score).catch((error: unknown) => {
      if (!isGone(error)) throw error
    })
  }

  return {
    post: (level: LevelId, score: Score) =>
      withColumn(level, async () => {
        await client.postScore((await find(level)) ?? (await make(level)), score)
      }),
    retract,
    takeOut,
  }
}

function scoreOf(deps: Deps, credential: UnpostedCredential): Score {
  const level = deps.words(ISSUED_LOCALE, `levels.${credential.level}.name`)
  const url = publicUrls(deps.toolUrl).credential(credential.id)
  return {
    userId: credential.sub,
    scoreGiven: 1,
    scoreMaximum: 1,
    comment: deps.words(ISSUED_LOCALE, 'issued.gradebook.comment', { level, url }),
    timestamp: laterThan(credential.retracted, issuedAt(credential)),
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
  }
}

function retractionOf(deps: Deps, credential: UnpostedCredential): ClearedScore {
  const level = deps.words(ISSUED_LOCALE, `levels.${credential.level}.name`)
  return {
    userId: credential.sub,
    scoreMaximum: 1,
    comment: deps.words(ISSUED_LOCALE, 'issued.gradebook.withdrawn', { level }),
    timestamp: laterThan(
      laterThan(credential.retracted, issuedAt(credential)),
      credential.withdrawnAt ?? credential.awardedAt,
    ),
  }
}

/** The score of one that was issued anew comes after that of the one it replaced. */
const issuedAt = ({ reissuedAt, awardedAt }: Credential) => reissuedAt ?? awardedAt

/** Whether the gradebook took it. The credential itself stands, and the others must not wait for it. */
async function accepted(deps: Deps, { id }: Credential, work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (!refusesOneLearner(error)) throw error
    await deps.store.credentials.noteRefused(id, isoNow(deps.clock))
    deps.log.info({ credential: id, code: error.code }, 'the gradebook refused one learner')
    return false
  }
}
