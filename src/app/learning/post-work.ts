import type { ServiceClient } from '../../lti/index.ts'
import type { Score } from '../../lti/types.ts'
import type { Deps } from '../deps.ts'
import { ISSUED_LOCALE } from '../issuing/narrative.ts'
import { refusesOneLearner } from '../issuing/publish.ts'
import type { CourseActivity, Mark, Marking, Source } from '../model.ts'
import type { JobData, UnitOfWork } from '../ports.ts'
import { isGraded } from '../reading/columns.ts'
import { servicesOf } from '../reading/services.ts'

const BATCH = 1_000
const COMMENTS: Readonly<Partial<Record<Source, string>>> = { 'check-in': 'attended', checkpoint: 'opened' }

/** Once the line item of a check-in or hand-in is known: the scores of those who were there before. */
export async function sendPostponedWork(unit: UnitOfWork, activity: CourseActivity): Promise<void> {
  if (isGraded(activity)) return
  const data = { courseId: activity.courseId, activityId: activity.id, personId: null }
  await unit.jobs.send('post-work', data, { key: activity.id })
}

/**
 * Tells the VLE that learners checked in or handed in: a full score on the link's own column, so that the VLE's own completion
 * fires as well. Where work is marked it is the tutor's score with their feedback, and until then that it waits for one. Harmless when
 * repeated: the score's time is that of the record or of the mark. While the line item is unknown there is nothing to do;
 * `sendPostponedWork` comes back to it.
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
  const { lineItemUrl } = activity
  const client = await servicesOf(deps, course)
  let after: string | null = null
  for (;;) {
    const page = { personId, after, limit: BATCH }
    const done = await store.participation.completed(courseId, activityId, page)
    const marks = await store.coursework.standingMarks(
      activityId,
      done.map((one) => one.personId),
    )
    for (const record of done) {
      const score = scoreOf(deps, activity, record, marks.get(record.personId) ?? null, marking)
      await postOne(deps, client, { ...activity, lineItemUrl }, { userId: record.sub, ...score })
    }
    after = done.at(-1)?.personId ?? null
    if (done.length < BATCH) return
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

async function postOne(
  deps: Deps,
  client: ServiceClient,
  activity: CourseActivity & { lineItemUrl: string },
  score: Score,
): Promise<void> {
  try {
    await client.postScore(activity.lineItemUrl, score)
  } catch (error) {
    // A tutor who tried the link, a locked grade: the record here stands, and trying again would mend nothing.
    if (!refusesOneLearner(error)) throw error
    deps.log.info({ activity: activity.id, code: error.code }, 'the gradebook refused one learner')
  }
}
