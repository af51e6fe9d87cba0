import type { WorkInHand } from '../contract/work.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { ownerOf, settleAll } from '../files/owner.ts'
import { removeBytes } from '../files/remove.ts'
import { evaluateNow, recordFirst } from '../learning/record-work.ts'
import type { CourseActivity } from '../model.ts'
import type { FileOwner, UnitOfWork } from '../ports.ts'
import { endDraft, isSame } from './draft.ts'
import { courseworkOf } from './view.ts'

/**
 * Hands in. Every hand-in is kept; the last one counts, and the time of the first. All of it is one unit of work: its files, its draft's end and
 * what follows from it.
 */
export async function handIn(deps: Deps, visit: Visit, work: WorkInHand): Promise<void> {
  const activity = await courseworkOf(deps, visit)
  const owner = ownerOf(visit, 'coursework')
  if (work.text === '' && work.url === null && work.files.length === 0)
    throw new AppError('work_empty', 422, 'there is nothing to hand in')
  const at = isoNow(deps.clock)
  const attempt = () =>
    deps.store.write(async (unit) => {
      await addHandIn(deps, unit, owner, activity, visit.course.platformId, work, at)
      const released = await endDraft(unit, activity.id, owner, work.files, at)
      return { first: await recordFirst(unit, activity, owner.personId, at), released }
    })
  // Of two at the same moment the second sees the first when it tries again: a button pressed twice is one hand-in.
  const { first, released } = await attempt().catch((error) =>
    error instanceof AppError && error.code === 'work_changed' ? attempt() : Promise.reject(error),
  )
  await removeBytes(deps, released)
  if (first) await evaluateNow(deps, owner.courseId, owner.personId)
}

/** Writes a hand-in with its files; what was handed in last once more is nothing new. Errors: `file_not_found`, `work_changed` 409. */
async function addHandIn(
  deps: Deps,
  unit: UnitOfWork,
  owner: FileOwner,
  activity: CourseActivity,
  platformId: string,
  work: WorkInHand,
  at: string,
): Promise<void> {
  const { courseId, personId } = owner
  const latest = await unit.coursework.latest(activity.id, personId)
  if (isSame(latest, work)) return
  await settleAll(unit, owner, work.files, 'handed-in', at)
  const number = (latest?.number ?? 0) + 1
  const id = deps.random.uuid()
  const submission = { id, activityId: activity.id, personId, number, submittedAt: at, ...work }
  if (!(await unit.coursework.submit(submission)))
    throw new AppError('work_changed', 409, 'another hand-in came at the same moment')
  await unit.audit.append([
    {
      at,
      platformId,
      courseId,
      actorId: personId,
      action: 'work.handed-in',
      subjectId: personId,
      reason: null,
      detail: { activity: activity.id, submission: id, number, files: work.files.length },
    },
  ])
}
