import type { CheckpointView, OpenedCheckpoint } from '../contract/sources.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { CourseActivity } from '../model.ts'
import { learnerOf, requireStaff } from '../visiting/visit.ts'
import { activityOf, withProduct } from './activity.ts'

const isCheckpoint = ({ source }: CourseActivity) => source === 'checkpoint'

export async function checkpoint(deps: Deps, visit: Visit, activityId: string): Promise<CheckpointView> {
  requireStaff(visit)
  const activity = await activityOf(deps, visit, activityId, isCheckpoint)
  const [view, opened] = await Promise.all([
    withProduct(deps, visit, activity),
    deps.store.participation.summary(visit.course.id, activityId),
  ])
  return { ...view, opened }
}

/** Everybody is judged anew: reasons name the statement, and with the first one the checkpoint begins to count. */
export async function stateGate(deps: Deps, visit: Visit, activityId: string, gate: string): Promise<void> {
  const staff = requireStaff(visit)
  const activity = await activityOf(deps, visit, activityId, isCheckpoint)
  if (activity.gate === gate) return
  const { id: courseId, platformId } = visit.course
  await deps.store.write(async (unit) => {
    await unit.activities.setGate(courseId, activityId, gate)
    await unit.audit.append([
      {
        at: isoNow(deps.clock),
        platformId,
        courseId,
        actorId: staff.id,
        action: 'checkpoint.stated',
        subjectId: null,
        reason: null,
        detail: { activity: activityId, before: activity.gate ?? null, after: gate },
      },
    ])
    await unit.jobs.send(
      'evaluate',
      { courseId, personIds: null, endsRun: false },
      { key: `${courseId}:all` },
    )
  })
}

export async function opened(deps: Deps, visit: Visit): Promise<OpenedCheckpoint> {
  const person = learnerOf(visit)
  const activity = await activityOf(deps, visit, visit.session.launch.activityId, isCheckpoint)
  const facts = await deps.store.participation.facts(visit.course.id, [person.id])
  const record = facts.get(person.id)?.participation.find((one) => one.activityId === activity.id)
  const recorded = record?.statement ? { at: record.observedAt, statement: record.statement } : null
  return { activity, recorded }
}
