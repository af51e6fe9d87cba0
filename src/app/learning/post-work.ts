import type { Deps } from '../deps.ts'
import { ISSUED_LOCALE } from '../issuing/narrative.ts'
import { refusesOneLearner } from '../issuing/publish.ts'
import type { JobData } from '../ports.ts'
import { isGraded } from '../reading/columns.ts'
import { servicesOf } from '../reading/services.ts'

/**
 * Tells the VLE that a learner checked in or handed in: a full score on the link's own column, so that the VLE's own completion
 * fires as well. Harmless when repeated: the score's time is that of the record.
 */
export async function postWork(deps: Deps, work: JobData['post-work']): Promise<void> {
  const { store } = deps
  const [course, activity, person] = await Promise.all([
    store.courses.byId(work.courseId),
    store.activities.byId(work.courseId, work.activityId),
    store.people.byId(work.personId),
  ])
  // A column that people grade is never posted to.
  if (!course || !activity?.lineItemUrl || !person || isGraded(activity)) return
  const facts = (await store.participation.facts(course.id, [person.id])).get(person.id)
  const record = facts?.participation.find((item) => item.activityId === activity.id && item.completed)
  if (!record) return
  const client = await servicesOf(deps, course)
  try {
    await client.postScore(activity.lineItemUrl, {
      userId: person.sub,
      scoreGiven: 1,
      scoreMaximum: 1,
      comment: deps.words(
        ISSUED_LOCALE,
        `issued.gradebook.${activity.source === 'check-in' ? 'attended' : 'handed-in'}`,
      ),
      timestamp: record.observedAt,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
    })
  } catch (error) {
    // A tutor who tried the link, a locked grade: the record here stands, and trying again would mend nothing.
    if (!refusesOneLearner(error)) throw error
    deps.log.info({ activity: activity.id, code: error.code }, 'the gradebook refused one learner')
  }
}
