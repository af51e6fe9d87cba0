import type { ServiceClient } from '../../lti/index.ts'
import type { Score } from '../../lti/types.ts'
import { type Deps, isoNow } from '../deps.ts'
import { laterThan } from '../issuing/later.ts'
import { ISSUED_LOCALE } from '../issuing/narrative.ts'
import { refusesOneLearner } from '../issuing/publish.ts'
import type { CourseActivity, Mark, Marking, Source } from '../model.ts'
import type { JobData, OrphanedScore, UnitOfWork } from '../ports.ts'
import { isGraded } from '../reading/columns.ts'
import { servicesOf } from '../reading/services.ts'

const BATCH = 1_000
const COMMENTS: Readonly<Partial<Record<Source, string>>> = { 'check-in': 'attended', checkpoint: 'opened' }

/** For more than these at once the VLE is told of everybody in one job. */
const ONE_BY_ONE = 50

/** Of people whose attendance somebody wrote down: their score is put into the gradebook, or taken back. */
export async function sendScores(
  unit: UnitOfWork,
  { courseId, id: activityId, source }: CourseActivity,
  personIds: readonly string[],
): Promise<void> {
  // What tutors confirm, and what was imported as something of its own, has no column.
  if (source !== 'check-in' || personIds.length === 0) return
  if (personIds.length > ONE_BY_ONE)
    return unit.jobs.send('post-work', { courseId, activityId, personId: null }, { key: activityId })
  for (const personId of personIds) await unit.jobs.send('post-work', { courseId, activityId, personId })
}

/** Once the line item of a check-in or hand-in is known: the scores of those who were there before. */
export async function sendPostponedWork(unit: UnitOfWork, activity: CourseActivity): Promise<void> {
  if (isGraded(activity)) return
  const data = { courseId: activity.courseId, activityId: activity.id, personId: null }
  await unit.jobs.send('post-work', data, { key: activity.id })
}

/**
 * Tells the VLE that learners checked in or handed in: a full score on the link's own column, so that the VLE's own completion
 * fires as well. Where work is marked it is the tutor's score with their feedback, and until then that it waits for one. A score whose record
 * was taken back (a tutor has somebody down as away) is taken back as well. Harmless when repeated: the score's time is that of the record or of
 * the mark, and later than one that took it back before. While the line item is unknown there is nothing to do; `sendPostponedWork` comes back to it.
 */
export async function postWork(
  deps: Deps,
  { courseId, activityId, personId }: JobData['post-work'],
): Promise<void> {
  const { store } = deps
  const [course, activity, marking] = await Promise.all([
    store.courses.byId(courseId),
    store.activities.byId(courseId, activityId),
    store.coursework.marking(activityId),
  ])
  // A column that people grade is never posted to.
  if (!course || !activity?.lineItemUrl || isGraded(activity)) return
  const column = { ...activity, lineItemUrl: activity.lineItemUrl }
  const client = await servicesOf(deps, course)
  let after: string | null = null
  for (;;) {
    const page = { personId, after, limit: BATCH }
    const done = await store.participation.completed(courseId, activityId, page)
    const ids = done.map((one) => one.personId)
    const marks = await store.coursework.standingMarks(activityId, ids)
    const cleared = await store.postedScores.cleared(activityId, ids)
    const scores = done.map((record) => {
      const score = scoreOf(deps, activity, record, marks.get(record.personId) ?? null, marking)
      const timestamp = laterThan(cleared.get(record.personId) ?? null, score.timestamp)
      return { personId: record.personId, score: { userId: record.sub, ...score, timestamp } }
    })
    // Known before it is there: what may stand can be taken back.
    if (scores.length > 0)
      await store.postedScores.offer(
        scores.map(({ personId, score }) => ({ activityId, personId, postedAt: score.timestamp })),
      )
    for (const { score } of scores)
      await unlessRefused(deps, column, () => client.postScore(column.lineItemUrl, score))
    after = done.at(-1)?.personId ?? null
    if (done.length < BATCH) break
  }
  await takeBack(deps, client, column, personId)
}

/** Comes after the posting: what was taken back at that very moment is seen here. */
async function takeBack(
  deps: Deps,
  client: ServiceClient,
  column: CourseActivity & { lineItemUrl: string },
  personId: string | null,
): Promise<void> {
  const { postedScores } = deps.store
  let after: string | null = null
  for (;;) {
    const orphaned: OrphanedScore[] = await postedScores.orphaned(column.id, {
      personId,
      after,
      limit: BATCH,
    })
    for (const { postedAt, takenBackAt, ...whose } of orphaned) {
      const timestamp = laterThan(postedAt, takenBackAt ?? isoNow(deps.clock))
      const comment = deps.words(ISSUED_LOCALE, 'issued.gradebook.taken-back')
      const cleared = { userId: whose.sub, scoreMaximum: 1, comment, timestamp }
      if (await unlessRefused(deps, column, () => client.clearScore(column.lineItemUrl, cleared)))
        await postedScores.markCleared(column.id, whose.personId, timestamp)
    }
    after = orphaned.at(-1)?.personId ?? null
    if (orphaned.length < BATCH) return
  }
}

/** What the gradebook is told of one learner. */
function scoreOf(
  deps: Deps,
  activity: CourseActivity,
  { observedAt }: { observedAt: string },
  mark: Mark | null,
  marking: Marking | null,
): Omit<Score, 'userId'> {
  const say = (key: string) => deps.words(ISSUED_LOCALE, `issued.gradebook.${key}`)
  const handedIn = activity.source === 'coursework' ? { submission: { submittedAt: observedAt } } : {}
  if (mark)
    return {
      scoreGiven: mark.score,
      scoreMaximum: mark.maximum,
      comment: mark.feedback ?? say('marked'),
      timestamp: mark.markedAt,
      ...handedIn,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
    }
  if (marking?.maximum)
    return {
      comment: say('to-mark'),
      timestamp: observedAt,
      ...handedIn,
      activityProgress: 'Submitted',
      gradingProgress: 'PendingManual',
    }
  return {
    scoreGiven: 1,
    scoreMaximum: 1,
    comment: say(COMMENTS[activity.source] ?? 'handed-in'),
    // Those who waited for a mark until marking ended: the gradebook takes nothing that is not later than that.
    timestamp: marking && marking.setAt > observedAt ? marking.setAt : observedAt,
    ...handedIn,
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
  }
}

/** Whether the gradebook took it. */
async function unlessRefused(
  deps: Deps,
  activity: CourseActivity,
  work: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    // A tutor who tried the link, a locked grade: the record here stands, and trying again would mend nothing.
    if (!refusesOneLearner(error)) throw error
    deps.log.info({ activity: activity.id, code: error.code }, 'the gradebook refused one learner')
    return false
  }
}
