import type { LevelId } from '../../core/ladder.ts'
import { LtiError, type ServiceClient } from '../../lti/index.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { Course, Credential } from '../model.ts'
import { servicesOf } from '../reading/services.ts'
import { ISSUED_LOCALE } from './narrative.ts'
import { LEVEL_COLUMN_TAG, levelResourceId, publicUrls, submissionReview } from './urls.ts'

const BATCH = 200
/** What the gradebook refused may be taken a day later: a grade unlocked, a learner back. */
const REFUSAL_STANDS = 24 * 3_600_000
/** Left the course, a locked grade, a closed column: nothing that trying again at once would mend. */
const REFUSES_ONE_LEARNER = new Set(['user_not_enrolled', 'grade_locked', 'score_refused'])

/** Whether the gradebook refuses one learner's score, which must hold up nothing else. */
export function refusesOneLearner(error: unknown): error is LtiError {
  return error instanceof LtiError && REFUSES_ONE_LEARNER.has(error.code)
}

/**
 * Puts what was awarded into the gradebook: one column a level, made once and found again by `resourceId` and `tag`, one
 * score a credential. The score carries the award's own time, so that posting it again after a crash changes nothing
 * (the VLE answers 409). Columns that people grade are never posted to. A score that the gradebook takes from nobody now is tried
 * again when its learner is back in the course, and otherwise once a day while they are there.
 *
 * Errors: `LtiError`, as the VLE answered; what was posted until then stays marked.
 */
export async function publishCredentials(deps: Deps, courseId: string): Promise<{ posted: number }> {
  const { store } = deps
  const course = await store.courses.byId(courseId)
  // Some courses have no gradebook for the tool: the badge itself does not need one.
  if (!course?.lineItemsUrl) return { posted: 0 }
  const { lineItemsUrl } = course

  const client = await servicesOf(deps, course)
  const columns = await store.levelColumns.of(courseId)
  let posted = 0
  for (;;) {
    const batch = await waitingCredentials(deps, courseId, BATCH)
    // Columns appear in the gradebook as they are made: the lowest level first.
    for (const credential of lowestFirst(deps, batch)) {
      const { level } = credential
      const known = columns.get(level)
      const column = known ?? (await ensureColumn(deps, client, { ...course, lineItemsUrl }, level))
      columns.set(level, column)
      let taken: boolean
      try {
        taken = await postOne(deps, client, column, credential)
      } catch (error) {
        if (!known || !isGone(error)) throw error
        // Somebody deleted the column: another takes its place, once.
        await store.levelColumns.forget(courseId, level, known)
        const next = await ensureColumn(deps, client, { ...course, lineItemsUrl }, level)
        columns.set(level, next)
        taken = await postOne(deps, client, next, credential)
      }
      if (!taken) continue
      await store.credentials.markPublished([credential.id], isoNow(deps.clock))
      deps.meter.add('scores', 1)
      posted += 1
    }
    if (batch.length < BATCH) return { posted }
  }
}

/** Credentials whose score is to be posted now. */
export function waitingCredentials(deps: Deps, courseId: string, limit: number) {
  const refusedBefore = new Date(deps.clock.now() - REFUSAL_STANDS).toISOString()
  return deps.store.credentials.unpublished(courseId, limit, refusedBefore)
}

function lowestFirst<T extends { readonly level: LevelId }>(deps: Deps, batch: readonly T[]): T[] {
  const rank = new Map(deps.ladder.levels.map(({ id }, index) => [id, index]))
  return [...batch].sort((a, b) => (rank.get(a.level) ?? 0) - (rank.get(b.level) ?? 0))
}

const isGone = (error: unknown) => error instanceof LtiError && error.code === 'service_gone'

async function ensureColumn(
  deps: Deps,
  client: ServiceClient,
  { id, lineItemsUrl }: Course & { lineItemsUrl: string },
  level: LevelId,
): Promise<string> {
  const mark = { resourceId: levelResourceId(level), tag: LEVEL_COLUMN_TAG }
  const [found] = await client.lineItems(lineItemsUrl, mark)
  const label = deps.words(ISSUED_LOCALE, 'issued.gradebook.column', {
    level: deps.words(ISSUED_LOCALE, `levels.${level}.name`),
  })
  const wanted = { ...mark, label, scoreMaximum: 1, submissionReview: submissionReview(deps.toolUrl) }
  const column = found ?? (await client.createLineItem(lineItemsUrl, wanted))
  return deps.store.levelColumns.save(id, level, column.id)
}

/** Answers whether the gradebook took the score. */
async function postOne(
  deps: Deps,
  client: ServiceClient,
  column: string,
  credential: Credential & { sub: string },
): Promise<boolean> {
  const level = deps.words(ISSUED_LOCALE, `levels.${credential.level}.name`)
  const url = publicUrls(deps.toolUrl).credential(credential.id)
  try {
    await client.postScore(column, {
      userId: credential.sub,
      scoreGiven: 1,
      scoreMaximum: 1,
      comment: deps.words(ISSUED_LOCALE, 'issued.gradebook.comment', { level, url }),
      timestamp: credential.awardedAt,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
    })
    return true
  } catch (error) {
    // The credential itself stands, and the others must not wait for it.
    if (!refusesOneLearner(error)) throw error
    await deps.store.credentials.noteRefused(credential.id, isoNow(deps.clock))
    deps.log.info({ credential: credential.id, code: error.code }, 'the gradebook refused one learner')
    return false
  }
}
