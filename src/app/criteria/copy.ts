import { namedActivities } from '../../core/named-activities.ts'
import type { CopyOutcome } from '../contract/criteria.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Course, CourseActivity, CriteriaVersion } from '../model.ts'
import { requireAdministrator } from '../visiting/visit.ts'
import { addVersion } from './save.ts'
import { paired, translated } from './translate.ts'

/** The other courses of this platform in which the administrator of this one is one as well. */
export async function copyTargets(deps: Deps, visit: Visit): Promise<Course[]> {
  const administrator = requireAdministrator(visit)
  const courses = await deps.store.courses.administeredBy(administrator.id)
  return courses.filter(
    ({ id, platformId }) => id !== visit.course.id && platformId === visit.course.platformId,
  )
}

/**
 * Saves this course's criteria in others as a version of theirs, each by itself: one that refuses keeps none of the others back. Named activities become those of
 * the other course that stand for them; where one has none, that course is refused. Errors: `course_not_found` 404 for a course that is no target.
 */
export async function copyCriteria(
  deps: Deps,
  visit: Visit,
  courseIds: readonly string[],
): Promise<CopyOutcome[]> {
  const administrator = requireAdministrator(visit)
  const targets = new Map((await copyTargets(deps, visit)).map((course) => [course.id, course]))
  const courses = courseIds.map((id) => {
    const course = targets.get(id)
    if (!course) throw new AppError('course_not_found', 404, 'no course that this administrator may copy to')
    return course
  })
  const [ours, activities] = await Promise.all([
    deps.store.criteria.current(visit.course.id),
    deps.store.activities.ofCourse(visit.course.id),
  ])
  if (!ours) throw new AppError('course_not_found', 404, 'no such course')
  const outcomes: CopyOutcome[] = []
  for (const course of courses)
    outcomes.push(await copyInto(deps, visit, course, { ours, activities, by: administrator.id }))
  return outcomes
}

async function copyInto(
  deps: Deps,
  visit: Visit,
  course: Course,
  from: { ours: CriteriaVersion; activities: readonly CourseActivity[]; by: string },
): Promise<CopyOutcome> {
  const { store } = deps
  const [current, there, copied] = await Promise.all([
    store.criteria.current(course.id),
    store.activities.ofCourse(course.id),
    store.copies.activities(course.id),
  ])
  const pairs = paired(from.activities, there, copied)
  const criteria = translated(from.ours.criteria, pairs)
  if (criteria === null) {
    const titles = new Map(from.activities.map(({ id, title }) => [id, title]))
    const missing = namedActivities(from.ours.criteria).filter((id) => !pairs.has(id))
    return { course, outcome: 'missing', missing: missing.map((id) => titles.get(id) ?? '') }
  }
  if (!current || JSON.stringify(current.criteria) === JSON.stringify(criteria))
    return { course, outcome: 'same' }
  const version = {
    courseId: course.id,
    version: current.version + 1,
    criteria,
    savedBy: from.by,
    savedAt: isoNow(deps.clock),
    note: deps.words(visit.session.locale ?? 'en', 'criteriaCopy.note', { title: visit.course.title }),
  }
  const saved = await addVersion(deps, course, version, {
    action: 'criteria.copied',
    detail: { from: visit.course.id, fromVersion: from.ours.version },
  })
  return saved ? { course, outcome: 'copied', version: version.version } : { course, outcome: 'changed' }
}
