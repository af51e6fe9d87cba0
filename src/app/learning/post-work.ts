import type { ServiceClient } from '../../lti/index.ts'
import type { Deps } from '../deps.ts'
import { ISSUED_LOCALE } from '../issuing/narrative.ts'
import { refusesOneLearner } from '../issuing/publish.ts'
import type { CourseActivity, Source } from '../model.ts'
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
 * fires as well. Harmless when repeated: the score's time is that of the record. While the line item is unknown there is
 * nothing to do; `sendPostponedWork` comes back to it.
 */
export async function postWork(
  deps: Deps,
  { courseId, activityId, personId }: JobData['post-work'],
): Promise<void> {
  const { store } = deps
  const [course, activity] = await Promise.all([
    store.courses.byId(courseId),
    store.activities.byId(courseId, activityId),
  ])
  // A column that people grade is never posted to.
  if (!course || !activity?.lineItemUrl || isGraded(activity)) return
  const { lineItemUrl } = activity
  const client = await servicesOf(deps, course)
  let after: string | null = null
  for (;;) {
    const page = { personId, after, limit: BATCH }
    const done = await store.participation.completed(courseId, activityId, page)
    for (const record of done) await postOne(deps, client, { ...activity, lineItemUrl }, record)
    after = done.at(-1)?.personId ?? null
    if (done.length < BATCH) return
  }
}

async function postOne(
  deps: Deps,
  client: ServiceClient,
  activity: CourseActivity & { lineItemUrl: string },
  record: { sub: string; observedAt: string },
): Promise<void> {
  try {
    await client.postScore(activity.lineItemUrl, {
      userId: record.sub,
      scoreGiven: 1,
      scoreMaximum: 1,
      comment: deps.words(ISSUED_LOCALE, `issued.gradebook.${COMMENTS[activity.source] ?? 'handed-in'}`),
      timestamp: record.observedAt,
      ...(activity.source === 'coursework' ? { submission: { submittedAt: record.observedAt } } : {}),
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
    })
  } catch (error) {
    // A tutor who tried the link, a locked grade: the record here stands, and trying again would mend nothing.
    if (!refusesOneLearner(error)) throw error
    deps.log.info({ activity: activity.id, code: error.code }, 'the gradebook refused one learner')
  }
}
