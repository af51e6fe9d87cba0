import type { Launch } from '../../lti/types.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { Course, CourseCopy } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { contextElsewhere, type LaunchedCourse } from './course.ts'
import { namedActivity } from './link.ts'
import type { LaunchedPerson } from './person.ts'

/** `$Context.id.history` and `$ResourceLink.id.history` (LTI 1.3 core appendix B) under the names that we register, or Blackboard's own. */
const CONTEXT_HISTORY = ['context_history', 'custom_context.id.history', 'context.id.history']
const LINK_HISTORY = ['link_history', 'custom_resourcelink.id.history', 'resourcelink.id.history']
/** A course that was copied every term for decades. */
const LONGEST = 50

/** Ids of the resource links that this one was copied from, the latest first. */
export const linkHistory = ({ custom }: Launch) => historyOf(custom, LINK_HISTORY)

/**
 * Finds out which course this one was copied from, and remembers it: by the platform's own word (history, another installation's
 * guid), or because one of our links came along that names an activity of the other course. Never across platforms. A link may have been
 * written by hand, so what it says counts once somebody who was staff there teaches here.
 */
export async function noteCopy(
  deps: Deps,
  unit: UnitOfWork,
  launch: Launch,
  launched: LaunchedCourse,
  { personId, role }: LaunchedPerson,
): Promise<void> {
  const { course } = launched
  const known = launched.known.copy
  const teaches = personId !== null && role !== 'learner'
  if (known?.vouched) return
  const found = await findOrigin(deps, unit, launch, launched)
  const copy = known ?? found
  if (!copy) return
  const told = found?.originId === copy.originId && found.vouched
  const vouched = told || (teaches && (await wasStaff(unit, copy.originId, personId)))
  if (!known) await unit.copies.save({ ...copy, vouched })
  else if (vouched) await unit.copies.vouch(course.id)
}

async function findOrigin(
  deps: Deps,
  unit: UnitOfWork,
  launch: Launch,
  { course, original }: LaunchedCourse,
): Promise<CourseCopy | null> {
  const found = (originId: string, how: CourseCopy['how']) =>
    originId === course.id ? null : copyFound(deps, course, originId, how)
  if (original) return found(original.id, 'installation')
  const earlier = (await byContexts(unit, launch, course)) ?? (await byLinks(unit, launch, course))
  if (earlier !== null) return found(earlier, 'history')
  const named = namedActivity(launch)
  const activity = named === null ? null : await unit.activities.onPlatform(course.platformId, named)
  return activity && found(activity.courseId, 'link')
}

/** A copy as it is found, before anybody decided anything. */
export function copyFound(deps: Deps, course: Course, originId: string, how: CourseCopy['how']): CourseCopy {
  return {
    courseId: course.id,
    originId,
    how,
    vouched: how !== 'link',
    foundAt: isoNow(deps.clock),
    decision: null,
    decidedBy: null,
    decidedAt: null,
  }
}

/** The latest earlier course that is known here. */
async function byContexts(unit: UnitOfWork, launch: Launch, course: Course): Promise<string | null> {
  for (const contextId of historyOf(launch.custom, CONTEXT_HISTORY)) {
    const keys = [contextElsewhere(contextId, course.guid), contextId]
    for (const key of keys) {
      const earlier = await unit.courses.byContext(course, key)
      if (earlier && earlier.id !== course.id) return earlier.id
    }
  }
  return null
}

async function byLinks(unit: UnitOfWork, launch: Launch, course: Course): Promise<string | null> {
  const history = linkHistory(launch)
  if (history.length === 0) return null
  const activities = await unit.copies.activitiesByLink(course, history)
  const latest = history.map((id) => activities.get(id)).find((one) => one && one.courseId !== course.id)
  return latest?.courseId ?? null
}

async function wasStaff(unit: UnitOfWork, courseId: string, personId: string): Promise<boolean> {
  const enrolment = await unit.people.enrolment(courseId, personId)
  return enrolment !== null && enrolment.role !== 'learner'
}

/** Comma separated, each id URL-encoded, the latest copy first. */
function historyOf(custom: Launch['custom'], names: readonly string[]): string[] {
  const written = names.map((name) => custom[name]).find((value) => value !== undefined) ?? ''
  return written
    .split(',', LONGEST)
    .map((id) => decoded(id.trim()))
    .filter((id) => id !== '')
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}
