import type { Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { evaluateLearners } from '../judging/evaluate-learners.ts'
import type { CourseActivity } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'

/** The activity that this visit's link is for. Errors: `activity_gone` 404. */
export async function activityOf(deps: Deps, visit: Visit): Promise<CourseActivity> {
  const id = visit.session.launch.activityId
  const activity = id && (await deps.store.activities.byId(visit.course.id, id))
  if (!activity || activity.state === 'removed')
    throw new AppError('activity_gone', 404, 'the link names no activity of this course')
  return activity
}

/** Records that somebody did what an activity asks, in the unit of work of what they did. Answers whether it is new. */
export async function recordFirst(
  unit: UnitOfWork,
  { courseId, id: activityId }: CourseActivity,
  personId: string,
  at: string,
): Promise<boolean> {
  const seen = { personId, activityId, completed: true, score: null, maximum: null, observedAt: at }
  if (!(await unit.participation.saveFirst(courseId, { ...seen, origin: 'learner' }))) return false
  await unit.jobs.send('evaluate', { courseId, personIds: [personId], endsRun: false })
  // Also while the line item is unknown: it may become known at this very moment.
  await unit.jobs.send('post-work', { courseId, activityId, personId })
  return true
}

/** So that the next page already shows it. The job enqueued with the record is what makes it certain. */
export async function evaluateNow(deps: Deps, courseId: string, personId: string): Promise<void> {
  try {
    await evaluateLearners(deps, courseId, [personId])
  } catch (error) {
    deps.log.warn({ course: courseId, err: error }, 'evaluation at once failed; the job will do it')
  }
}
