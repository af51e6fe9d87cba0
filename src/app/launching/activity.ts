import type { Launch } from '../../lti/types.ts'
import { type Deps, isoNow } from '../deps.ts'
import { sendPostponedWork } from '../learning/post-work.ts'
import type { Course, CourseActivity } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { isGraded } from '../reading/columns.ts'
import { copyActivity, standsFor } from './copied-activity.ts'
import { linkHistory } from './copies.ts'
import { namedActivity } from './link.ts'
import { expectNews } from './news.ts'
import type { LaunchedPerson } from './person.ts'

/**
 * The activity that a launch is for, in this course: named by the link, by the link that it is a copy of, or by the line item that is
 * looked at. Its link shows that the VLE has it, so it counts from now on.
 */
export async function launchedActivity(
  deps: Deps,
  unit: UnitOfWork,
  launch: Launch,
  course: Course,
  person: LaunchedPerson,
): Promise<CourseActivity | null> {
  const found = await find(deps, unit, launch, course, person)
  if (!found) return null
  // The VLE has the link that a tutor believed to be nowhere.
  const back = found.state === 'removed' && (await unit.activities.restore(course.id, found.id))
  const activity = back ? { ...found, state: 'offered' as const } : found
  if (activity.state === 'offered' || !activity.lineItemUrl) {
    const lineItem = launch.grades?.lineItem ?? null
    if (await unit.activities.activate(course.id, activity.id, lineItem)) {
      if (lineItem) await sendPostponedWork(unit, activity)
      // Links are put into a course together: this one tells that the others may be there too.
      await expectNews(unit, course.id, isoNow(deps.clock))
      await unit.jobs.send(
        'evaluate',
        { courseId: course.id, personIds: null, endsRun: false },
        { key: `${course.id}:all` },
      )
    }
  }
  // A tutor in Canvas's SpeedGrader comes by a resource link that is not the activity's: only a learner's launch tells.
  if (launch.resourceLink && person.role === 'learner' && person.personId && !person.looking)
    await unit.copies.saveLink(course.id, launch.resourceLink.id, activity.id)
  return activity
}

async function find(
  deps: Deps,
  unit: UnitOfWork,
  launch: Launch,
  course: Course,
  { personId }: LaunchedPerson,
): Promise<CourseActivity | null> {
  const named = namedActivity(launch)
  const known = named === null ? null : await unit.activities.byId(course.id, named)
  if (known) return known
  const old = await elsewhere(unit, launch, course)
  if (old) {
    const copy = old.courseId === course.id ? old : await standsFor(unit, course, old.id)
    // A link that was made by hand may name any activity: a column that people grade has no link.
    if (copy !== null || personId === null || isGraded(old)) return copy
    return copyActivity(deps, unit, course, old, {
      title: launch.resourceLink?.title ?? old.title,
      lineItemUrl: launch.grades?.lineItem ?? null,
    })
  }
  const lineItem = launch.grades?.lineItem
  if (named !== null || !lineItem) return null
  const own = await unit.activities.ofCourse(course.id)
  return own.find((one) => one.lineItemUrl === lineItem) ?? null
}

/** What the link is for in the course that it was copied from. */
async function elsewhere(unit: UnitOfWork, launch: Launch, course: Course): Promise<CourseActivity | null> {
  const named = namedActivity(launch)
  if (named !== null) return unit.activities.onPlatform(course.platformId, named)
  const history = linkHistory(launch)
  if (history.length === 0) return null
  const activities = await unit.copies.activitiesByLink(course, history)
  return history.map((id) => activities.get(id)).find((one) => one !== undefined) ?? null
}
