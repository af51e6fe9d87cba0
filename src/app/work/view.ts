import type { HandIn, WorkView } from '../contract/work.ts'
import type { Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { withFiles } from '../files/with-files.ts'
import { activityOf } from '../learning/record-work.ts'
import type { CourseActivity } from '../model.ts'
import { learnerOf } from '../visiting/visit.ts'

/** A link that was made by hand may name any activity: nobody hands in to a session, or to a column that people grade. */
export async function courseworkOf(deps: Deps, visit: Visit): Promise<CourseActivity> {
  const activity = await activityOf(deps, visit)
  if (activity.source !== 'coursework')
    throw new AppError('activity_gone', 404, 'the link is not for course work')
  return activity
}

/** A person's own work for this visit's link. */
export async function ownWork(deps: Deps, visit: Visit): Promise<WorkView> {
  const activity = await courseworkOf(deps, visit)
  const [work] = await viewsOf(deps, visit.course.id, learnerOf(visit).id, [activity])
  if (!work) throw new AppError('activity_gone', 404, 'the activity is gone')
  return work
}

/** All that a person handed in or drafted in a course, in the order of the course; `asked`: this activity in any case. */
export async function workOf(
  deps: Deps,
  courseId: string,
  personId: string,
  asked: string | null = null,
): Promise<WorkView[]> {
  const activities = (await deps.store.activities.ofCourse(courseId)).filter(
    ({ source }) => source === 'coursework',
  )
  const views = await viewsOf(deps, courseId, personId, activities)
  return views.filter(
    ({ activity, handIns, draft }) => handIns.length > 0 || draft !== null || activity.id === asked,
  )
}

async function viewsOf(
  deps: Deps,
  courseId: string,
  personId: string,
  activities: readonly CourseActivity[],
): Promise<WorkView[]> {
  const { store } = deps
  const [submissions, drafts, markings] = await Promise.all([
    store.coursework.ofPerson(courseId, personId),
    store.coursework.drafts(courseId, personId),
    store.coursework.markings(courseId),
  ])
  const [marks, handedIn, drafted] = await Promise.all([
    store.coursework.marks(submissions.map(({ id }) => id)),
    withFiles(deps, courseId, submissions),
    withFiles(deps, courseId, drafts),
  ])
  const handIns: HandIn[] = handedIn.map((one) => ({
    ...one,
    marks: marks.filter(({ submissionId }) => submissionId === one.id),
  }))
  return activities.map((activity) => ({
    activity,
    maximum: markings.find(({ activityId }) => activityId === activity.id)?.maximum ?? null,
    handIns: handIns.filter(({ activityId }) => activityId === activity.id),
    draft: drafted.find(({ activityId }) => activityId === activity.id) ?? null,
  }))
}
