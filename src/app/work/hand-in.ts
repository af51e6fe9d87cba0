import type { WorkInHand } from '../contract/work.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { removeBytes } from '../files/remove.ts'
import { evaluateNow, recordFirst } from '../learning/record-work.ts'
import { endDraft, isSame, ownerOf, settleAll } from './draft.ts'
import { courseworkOf } from './view.ts'

/**
 * Hands in. Every hand-in is kept; the last one counts, and the time of the first. All of it is one unit of work: its files, its draft's end and
 * what follows from it.
 */
export async function handIn(deps: Deps, visit: Visit, work: WorkInHand): Promise<void> {
  const activity = await courseworkOf(deps, visit)
  const owner = ownerOf(visit)
  const { courseId, personId } = owner
  if (work.text === '' && work.url === null && work.files.length === 0)
    throw new AppError('work_empty', 422, 'there is nothing to hand in')
  const at = isoNow(deps.clock)
  const { first, released } = await deps.store.write(async (unit) => {
    const latest = await unit.coursework.latest(activity.id, personId)
    // A button pressed twice, or a page reloaded, is one hand-in.
    if (!isSame(latest, work)) {
      await settleAll(unit, owner, work.files, 'handed-in', at)
      const number = (latest?.number ?? 0) + 1
      const id = deps.random.uuid()
      const submission = { id, activityId: activity.id, personId, number, submittedAt: at, ...work }
      if (!(await unit.coursework.submit(submission)))
        throw new AppError('work_changed', 409, 'another hand-in came at the same moment')
      await unit.audit.append([
        {
          at,
          platformId: visit.course.platformId,
          courseId,
          actorId: personId,
          action: 'work.handed-in',
          subjectId: personId,
          reason: null,
          detail: { activity: activity.id, submission: id, number, files: work.files.length },
        },
      ])
    }
    const released = await endDraft(unit, activity.id, owner, work.files, at)
    return { first: await recordFirst(unit, activity, personId, at), released }
  })
  await removeBytes(deps, released)
  if (first) await evaluateNow(deps, courseId, personId)
}
