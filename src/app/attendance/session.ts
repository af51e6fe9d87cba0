import type { AuditAction } from '../audit-actions.ts'
import type { CheckInAsked, SessionView } from '../contract/attendance.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { activityOf } from '../learning/record-work.ts'
import type { CheckInSession, CourseActivity } from '../model.ts'
import { learnerOf, requireStaff } from '../visiting/visit.ts'
import { newCode } from './code.ts'

/** Where nobody set anything: always open, without a code. */
const unset = ({ courseId, id: activityId }: CourseActivity): CheckInSession => ({
  courseId,
  activityId,
  opensAt: null,
  closesAt: null,
  code: null,
  address: null,
})

/** The session that this visit's link is for. Errors: `activity_gone` 404. */
export async function visitedSession(deps: Deps, visit: Visit): Promise<SessionView> {
  return sessionOf(deps, await activityOf(deps, visit))
}

async function sessionOf(deps: Deps, activity: CourseActivity): Promise<SessionView> {
  if (activity.source !== 'check-in') throw new AppError('activity_gone', 404, 'it is not a check-in')
  const session = await deps.store.checkIns.of(activity.courseId, activity.id)
  return { activity, session: session ?? unset(activity) }
}

/** What the link asks of a learner at this moment. */
export async function asked(deps: Deps, visit: Visit): Promise<CheckInAsked> {
  const { activity, session } = await visitedSession(deps, visit)
  const { id } = learnerOf(visit)
  const known = (await deps.store.registers.records(visit.course.id, activity.id, [id])).get(id)
  return {
    activity,
    opensAt: session.opensAt,
    closesAt: session.closesAt,
    state: stateOf(session, deps.clock.now()),
    needsCode: session.code !== null,
    recordedAt: known?.completed ? known.observedAt : null,
  }
}

/** From the first moment of the window to the last one before it closes. */
export function stateOf({ opensAt, closesAt }: CheckInSession, now: number): CheckInAsked['state'] {
  if (opensAt !== null && now < Date.parse(opensAt)) return 'early'
  return closesAt !== null && now >= Date.parse(closesAt) ? 'over' : 'open'
}

/** One check-in as its tutor sees it. */
export async function readSession(deps: Deps, visit: Visit, activityId: string): Promise<SessionView> {
  requireStaff(visit)
  const activity = await deps.store.activities.byId(visit.course.id, activityId)
  if (!activity || activity.state === 'removed')
    throw new AppError('activity_gone', 404, 'no such activity in this course')
  return sessionOf(deps, activity)
}

export async function setWindow(
  deps: Deps,
  visit: Visit,
  activityId: string,
  window: Pick<CheckInSession, 'opensAt' | 'closesAt' | 'address'>,
): Promise<void> {
  const { opensAt, closesAt } = window
  if (opensAt !== null && closesAt !== null && closesAt <= opensAt)
    throw new AppError('window_backwards', 400, 'it closes before it opens')
  await change(deps, visit, activityId, 'check-in.window-set', window, { opensAt, closesAt })
}

export async function setCode(
  deps: Deps,
  visit: Visit,
  activityId: string,
  to: 'new' | 'off',
): Promise<void> {
  const code = to === 'new' ? newCode(deps.random) : null
  await change(deps, visit, activityId, `check-in.code-${to === 'new' ? 'made' : 'removed'}`, { code }, {})
}

/** The code itself stays out of the audit: it may still be good. */
async function change(
  deps: Deps,
  visit: Visit,
  activityId: string,
  action: AuditAction,
  changes: Partial<CheckInSession>,
  detail: Record<string, string | null>,
): Promise<void> {
  const tutor = requireStaff(visit)
  const { activity } = await readSession(deps, visit, activityId)
  const { id: courseId, platformId } = visit.course
  await deps.store.write(async (unit) => {
    const session = await unit.checkIns.of(courseId, activityId)
    await unit.checkIns.save({ ...(session ?? unset(activity)), ...changes })
    await unit.audit.append([
      {
        at: isoNow(deps.clock),
        platformId,
        courseId,
        actorId: tutor.id,
        action,
        subjectId: null,
        reason: null,
        detail: { activity: activityId, ...detail },
      },
    ])
  })
}
