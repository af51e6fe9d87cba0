import type { LearnerView, Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { ladderOf } from '../learning/ladder.ts'
import { workOf } from '../work/view.ts'
import { requireStaff } from './visit.ts'

/**
 * Whose submission this visit is to look at (Submission Review 1.0 §3): the person's id, or `null` where nobody of that name is known in this course
 * yet. Errors: `not_allowed` 403 for learners; `page_not_found` 404 where the launch was no review.
 */
export async function reviewedPerson(deps: Deps, visit: Visit): Promise<string | null> {
  requireStaff(visit)
  const { forUser } = visit.session.launch
  if (!forUser) throw new AppError('page_not_found', 404, 'the launch was no submission review')
  const id = (await deps.store.people.idsBySub(visit.course.platformId, [forUser])).get(forUser)
  const enrolment = id === undefined ? null : await deps.store.people.enrolment(visit.course.id, id)
  return enrolment?.person.id ?? null
}

/** One learner as a tutor sees them, with what they handed in. Errors: `learner_not_found` 404 for anybody who is not of this course. */
export async function learnerView(deps: Deps, visit: Visit, personId: string): Promise<LearnerView> {
  requireStaff(visit)
  const courseId = visit.course.id
  const enrolment = await deps.store.people.enrolment(courseId, personId)
  if (!enrolment) throw new AppError('learner_not_found', 404, 'nobody of that id in this course')
  const asked = visit.session.launch.activityId
  const [ladder, all] = await Promise.all([
    ladderOf(deps, courseId, enrolment.person),
    workOf(deps, courseId, personId, asked),
  ])
  // What a learner is still at is nobody else's to see.
  const work = all
    .map((one) => ({ ...one, draft: null, asked: one.activity.id === asked }))
    .filter((one) => one.handIns.length > 0 || one.asked)
  return { ...ladder, work }
}
