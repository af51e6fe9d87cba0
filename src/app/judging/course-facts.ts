import type { CourseFacts } from '../../core/progress.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Course, CourseActivity, CriteriaVersion } from '../model.ts'

export interface JudgedCourse {
  readonly course: Course
  readonly activities: readonly CourseActivity[]
  readonly version: CriteriaVersion
  readonly facts: CourseFacts
}

/** Everything about a course that judging a learner takes, in three statements. Activities that the VLE has not shown yet do not count. */
export async function loadJudgedCourse(deps: Deps, courseId: string): Promise<JudgedCourse> {
  const [course, activities, version] = await Promise.all([
    deps.store.courses.byId(courseId),
    deps.store.activities.ofCourse(courseId),
    deps.store.criteria.current(courseId),
  ])
  if (!course || !version) throw noCourse()
  return { course, activities, version, facts: factsOf(deps, { course, activities, version }) }
}

export const noCourse = () => new AppError('course_not_found', 404, 'no such course')

/** What judging takes to know of a course. */
export function factsOf(
  { ladder }: Pick<Deps, 'ladder'>,
  { course, activities, version }: Pick<JudgedCourse, 'course' | 'activities' | 'version'>,
): CourseFacts {
  const counting = activities.filter((activity) => activity.state === 'active')
  return { ladder, criteria: version.criteria, activities: counting, endsAt: course.endsAt }
}
