import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { CourseActivity } from '../model.ts'
import { requireStaff } from '../visiting/visit.ts'

/** What a tutor took off the list and may put back. */
export async function removedActivities(deps: Deps, visit: Visit): Promise<CourseActivity[]> {
  requireStaff(visit)
  return deps.store.activities.removed(visit.course.id)
}

/**
 * Takes off the list what counts no more: a confirmation (what is recorded stays), or a link that the VLE never showed and of which nothing is
 * recorded. Everybody is judged anew. Errors: `activity_gone` 404; `activity_in_use` 409 for anything else.
 */
export async function removeActivity(deps: Deps, visit: Visit, activityId: string): Promise<void> {
  const activity = await deps.store.activities.byId(visit.course.id, activityId)
  if (!activity || activity.state === 'removed') throw gone()
  await change(deps, visit, activityId, 'activity.removed', () => {
    throw new AppError('activity_in_use', 409, `a ${activity.source} that is in use`)
  })
}

/** Puts it back as it was. Errors: `activity_gone` 404 where there is nothing to put back. */
export async function restoreActivity(deps: Deps, visit: Visit, activityId: string): Promise<void> {
  await change(deps, visit, activityId, 'activity.restored', () => {
    throw gone()
  })
}

async function change(
  deps: Deps,
  visit: Visit,
  activityId: string,
  action: 'activity.removed' | 'activity.restored',
  refuse: () => never,
): Promise<void> {
  const staff = requireStaff(visit)
  const { id: courseId, platformId } = visit.course
  await deps.store.write(async (unit) => {
    const how = action === 'activity.removed' ? unit.activities.withdraw : unit.activities.restore
    if (!(await how(courseId, activityId))) refuse()
    await unit.audit.append([
      {
        at: isoNow(deps.clock),
        platformId,
        courseId,
        actorId: staff.id,
        action,
        subjectId: null,
        reason: null,
        detail: { activity: activityId },
      },
    ])
    await unit.jobs.send(
      'evaluate',
      { courseId, personIds: null, endsRun: false },
      { key: `${courseId}:all` },
    )
  })
}

const gone = () => new AppError('activity_gone', 404, 'no such activity in this course')
