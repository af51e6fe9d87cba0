import { type Deps, isoNow } from '../deps.ts'
import type { Course, CourseActivity } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'

/** The activity that stands in this course for one of the course that it was copied from. */
export async function standsFor(
  unit: UnitOfWork,
  course: Course,
  originActivityId: string,
): Promise<CourseActivity | null> {
  const id = await unit.copies.activityFor(course.id, originActivityId)
  return id === null ? null : unit.activities.byId(course.id, id)
}

/**
 * What was copied along with a course (a link, a gradebook column) gets an activity of its own course, so that what learners do is kept
 * there from the first day. It counts as nothing until staff say what it counts as: a mapping is suggested, never applied unseen; what they saw is in
 * `found`.
 */
export async function copyActivity(
  deps: Deps,
  unit: UnitOfWork,
  course: Course,
  old: CourseActivity,
  found: Pick<CourseActivity, 'title' | 'lineItemUrl'> & Partial<Pick<CourseActivity, 'id' | 'kind'>>,
): Promise<CourseActivity | null> {
  if (old.state === 'removed') return null
  const activity: CourseActivity = {
    id: found.id ?? deps.random.uuid(),
    courseId: course.id,
    title: found.title,
    kind: found.kind ?? null,
    lineItemUrl: found.lineItemUrl,
    source: old.source,
    // The rules of the VLE are copied along with its link.
    gate: old.gate ?? null,
    fault: old.source === 'checkpoint' && !old.gate ? 'gate-missing' : null,
    state: 'active',
    position: old.position,
  }
  if (!(await unit.copies.addActivity(course.id, old.id, activity.id))) return standsFor(unit, course, old.id)
  await unit.activities.insert([activity])
  await unit.audit.append([
    {
      at: isoNow(deps.clock),
      platformId: course.platformId,
      courseId: course.id,
      actorId: null,
      action: 'activity.copied',
      subjectId: null,
      reason: null,
      detail: { activity: activity.id, from: old.id },
    },
  ])
  return activity
}
