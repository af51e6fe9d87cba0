import type { Kind } from '../../core/activity.ts'
import { LtiError } from '../../lti/index.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { ACTIVITY_COLUMN_TAG, submissionReview } from '../issuing/urls.ts'
import { enqueueRefresh } from '../launching/launch.ts'
import type { CourseActivity } from '../model.ts'
import { servicesOf } from '../reading/services.ts'
import { requireStaff } from '../visiting/visit.ts'

/** Says what activities count as. Everybody is judged anew. Errors: `activity_gone` 404 for one of another course. */
export async function setKinds(
  deps: Deps,
  visit: Visit,
  kinds: ReadonlyMap<string, Kind | null>,
): Promise<void> {
  const staff = requireStaff(visit)
  const { id: courseId, platformId } = visit.course
  const known = new Map(
    (await deps.store.activities.ofCourse(courseId)).map((activity) => [activity.id, activity]),
  )
  const changes = [...kinds].filter(([id, kind]) => {
    const activity = known.get(id)
    if (!activity) throw new AppError('activity_gone', 404, 'no such activity in this course')
    return activity.kind !== kind
  })
  if (changes.length === 0) return
  const at = isoNow(deps.clock)
  await deps.store.write(async (unit) => {
    for (const [id, kind] of changes) await unit.activities.setKind(courseId, id, kind)
    await unit.audit.append(
      changes.map(([id, kind]) => ({
        at,
        platformId,
        courseId,
        actorId: staff.id,
        action: 'activity.mapped',
        subjectId: null,
        reason: null,
        detail: { activity: id, before: known.get(id)?.kind ?? null, after: kind },
      })),
    )
    await unit.jobs.send(
      'evaluate',
      { courseId, personIds: null, endsRun: false },
      { key: `${courseId}:all` },
    )
  })
}

/**
 * Makes a gradebook column that people grade (or that the VLE computes from another activity) and that the tool only reads.
 * The activity is recorded first and found again by its id, so that a crash in between leaves nothing lost.
 * Errors: `no_gradebook` 409 when the course offers no line items; `LtiError` as the VLE answered.
 */
export async function addColumn(
  deps: Deps,
  visit: Visit,
  column: { title: string; kind: Kind | null; source: 'column' | 'mirror'; maximum: number },
): Promise<CourseActivity> {
  requireStaff(visit)
  const { course } = visit
  if (!course.lineItemsUrl)
    throw new AppError('no_gradebook', 409, 'the VLE offers no gradebook columns to the tool')
  const client = await servicesOf(deps, course)
  const activity: CourseActivity = {
    id: deps.random.uuid(),
    courseId: course.id,
    title: column.title,
    kind: column.kind,
    source: column.source,
    fault: 'not-read-yet',
    lineItemUrl: null,
    state: 'offered',
    position: (await deps.store.activities.ofCourse(course.id)).length,
  }
  await deps.store.activities.insert([activity])
  const wanted = {
    label: column.title,
    scoreMaximum: column.maximum,
    resourceId: activity.id,
    tag: ACTIVITY_COLUMN_TAG,
    submissionReview: submissionReview(deps.toolUrl),
  }
  const item = await client.createLineItem(course.lineItemsUrl, wanted).catch(async (error: unknown) => {
    // Only a clear no means that there is no column. Where the answer got lost, the next refresh tells.
    if (error instanceof LtiError && !error.retryable)
      await deps.store.activities.remove(course.id, activity.id)
    throw error
  })
  await deps.store.write(async (unit) => {
    await unit.activities.activate(course.id, activity.id, item.id)
    await enqueueRefresh(unit, course.id, isoNow(deps.clock))
  })
  return { ...activity, state: 'active', lineItemUrl: item.id }
}
