import { productOf } from '../../lti/index.ts'
import type { SourceView } from '../contract/sources.ts'
import type { Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { CourseActivity } from '../model.ts'

/** An activity of the visit's course that is of the kind asked for. Errors: `activity_gone` 404. */
export async function activityOf(
  deps: Deps,
  { course }: Visit,
  id: string | null,
  isMeant: (activity: CourseActivity) => boolean,
): Promise<CourseActivity> {
  const activity = id && (await deps.store.activities.byId(course.id, id))
  if (!activity || activity.state === 'removed' || !isMeant(activity))
    throw new AppError('activity_gone', 404, 'no such activity in this course')
  return activity
}

/** With whose product the VLE is. */
export async function withProduct(deps: Deps, visit: Visit, activity: CourseActivity): Promise<SourceView> {
  const platform = await deps.store.platforms.byId(visit.course.platformId)
  return { activity, product: platform ? productOf(platform) : 'other' }
}
