import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { evaluateLearners } from '../judging/evaluate-learners.ts'
import type { CourseActivity, Submission } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { doerOf, learnerOf } from '../visiting/visit.ts'

/** The activity that this visit's link is for. Errors: `activity_gone` 404. */
export async function activityOf(deps: Deps, visit: Visit): Promise<CourseActivity> {
  const id = visit.session.launch.activityId
  const activity = id && (await deps.store.activities.byId(visit.course.id, id))
  if (!activity || activity.state === 'removed')
    throw new AppError('activity_gone', 404, 'the link names no activity of this course')
  return activity
}

/** A link that was made by hand may name any activity: nobody hands in to a session, or to a column that people grade. */
async function courseworkOf(deps: Deps, visit: Visit): Promise<CourseActivity> {
  const activity = await activityOf(deps, visit)
  if (activity.source !== 'coursework')
    throw new AppError('activity_gone', 404, 'the link is not for course work')
  return activity
}

/** What a learner handed in so far for this visit's link. */
export async function coursework(deps: Deps, visit: Visit) {
  const activity = await courseworkOf(deps, visit)
  const person = learnerOf(visit)
  return { activity, submission: await deps.store.work.submission(activity.id, person.id) }
}

/** Hands in text, a link, or both. A second time replaces the first; the first hand-in's time stands. */
export async function submitCoursework(
  deps: Deps,
  visit: Visit,
  work: { text: string; url: string | null },
): Promise<void> {
  const activity = await courseworkOf(deps, visit)
  const person = doerOf(visit)
  const at = isoNow(deps.clock)
  const submission: Submission = {
    id: deps.random.uuid(),
    activityId: activity.id,
    personId: person.id,
    ...work,
    submittedAt: at,
  }
  await record(deps, visit, activity, at, (unit) => unit.work.submit(submission))
}

/** Records that a learner did it, once, and what follows from it. Answers whether it is new. */
export async function record(
  deps: Deps,
  visit: Visit,
  activity: CourseActivity,
  at: string,
  also: (unit: UnitOfWork) => Promise<void> = async () => {},
): Promise<boolean> {
  const person = doerOf(visit)
  const courseId = visit.course.id
  const first = await deps.store.write(async (unit) => {
    await also(unit)
    const row = {
      personId: person.id,
      activityId: activity.id,
      completed: true,
      score: null,
      maximum: null,
      observedAt: at,
      origin: 'learner' as const,
    }
    const isNew = await unit.participation.saveFirst(courseId, row)
    if (!isNew) return false
    await unit.jobs.send('evaluate', { courseId, personIds: [person.id], endsRun: false })
    // Also while the line item is unknown: it may become known at this very moment.
    await unit.jobs.send('post-work', { courseId, activityId: activity.id, personId: person.id })
    return true
  })
  if (first) await evaluateNow(deps, courseId, person.id)
  return first
}

/** So that the next page already shows it. The job enqueued with the record is what makes it certain. */
export async function evaluateNow(deps: Deps, courseId: string, personId: string): Promise<void> {
  try {
    await evaluateLearners(deps, courseId, [personId])
  } catch (error) {
    deps.log.warn({ course: courseId, err: error }, 'evaluation at once failed; the job will do it')
  }
}
