import type { HandedInView, MarkingView, WorkApp } from '../contract/work.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { requireStaff } from '../visiting/visit.ts'

/** The course work of a course, for those who look at it. */
export async function activities(deps: Deps, visit: Visit): Promise<MarkingView[]> {
  requireStaff(visit)
  const { store } = deps
  const { id } = visit.course
  const [all, markings, counts] = await Promise.all([
    store.activities.ofCourse(id),
    store.coursework.markings(id),
    store.coursework.counts(id),
  ])
  return all
    .filter(({ source }) => source === 'coursework')
    .map((activity) => ({
      activity,
      maximum: markings.find(({ activityId }) => activityId === activity.id)?.maximum ?? null,
      ...(counts.get(activity.id) ?? { handedIn: 0, waiting: 0 }),
    }))
}

/** Who handed in to one of them. */
export async function handedIn(
  deps: Deps,
  visit: Visit,
  activityId: string,
  page: Parameters<WorkApp['handedIn']>[2],
): Promise<HandedInView> {
  const marking = await markingView(deps, visit, activityId)
  return { ...marking, ...(await deps.store.coursework.handedIn(visit.course.id, activityId, page)) }
}

async function markingView(deps: Deps, visit: Visit, activityId: string): Promise<MarkingView> {
  const found = (await activities(deps, visit)).find(({ activity }) => activity.id === activityId)
  if (!found) throw new AppError('activity_gone', 404, 'no such course work in this course')
  return found
}

/** Says how many points there are. Marks that were given stay; where marking ends, those who wait for one get their full score. */
export async function setMarking(
  deps: Deps,
  visit: Visit,
  activityId: string,
  maximum: number | null,
): Promise<void> {
  const staff = requireStaff(visit)
  const before = await markingView(deps, visit, activityId)
  if (before.maximum === maximum) return
  const { id: courseId, platformId } = visit.course
  const at = isoNow(deps.clock)
  await deps.store.write(async (unit) => {
    await unit.coursework.setMarking({ activityId, courseId, maximum, setAt: at, setBy: staff.id })
    await unit.audit.append([
      {
        at,
        platformId,
        courseId,
        actorId: staff.id,
        action: 'marking.set',
        subjectId: null,
        reason: null,
        detail: { activity: activityId, before: before.maximum, after: maximum },
      },
    ])
    if (maximum === null)
      await unit.jobs.send('post-work', { courseId, activityId, personId: null }, { key: activityId })
  })
}
