import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { sendScores } from '../learning/post-work.ts'
import type { ParticipationOf, UnitOfWork } from '../ports.ts'
import { requireStaff } from '../visiting/visit.ts'
import { decided, evaluateAfter } from './apply.ts'
import { markOf } from './compare.ts'
import { importOf } from './preview.ts'
import { sameMark } from './types.ts'

/**
 * Puts back what an import found, once. What was changed since is left and told. Credentials that were earned stay: the tutor sees who
 * no longer meets the criteria, and decides. Errors: `import_decided` 409, `import_gone` 404.
 */
export async function undoImport(deps: Deps, visit: Visit, id: string): Promise<void> {
  const staff = requireStaff(visit)
  const { courseId, activityId, madeActivity } = await importOf(deps, visit, id)
  if (activityId === null) throw decided()
  const at = isoNow(deps.clock)
  await deps.store.write(async (unit) => {
    const changes = await unit.imports.changes(id)
    const recorded = await unit.imports.recorded(courseId, activityId, { held: true })
    const stands = ({ personId, after }: (typeof changes)[number]) => isStill(recorded.get(personId), after)
    const undone = changes.filter(stands)
    const leftAlone = changes.filter((change) => !stands(change)).map(({ personId }) => personId)
    if (!(await unit.imports.markUndone(courseId, id, { at, personId: staff.id, leftAlone }))) throw decided()

    const restored = undone.flatMap(({ before }) => before ?? [])
    const removed = undone.filter(({ before }) => before === null).map(({ personId }) => personId)
    await unit.participation.saveChanged(courseId, restored)
    await unit.imports.removeRecords(courseId, activityId, removed)
    const emptied = madeActivity && (await removeEmpty(unit, courseId, activityId))
    await unit.audit.append([
      {
        at,
        platformId: visit.course.platformId,
        courseId,
        actorId: staff.id,
        action: 'register.import-undone',
        subjectId: null,
        reason: null,
        detail: { import: id, activity: activityId, people: undone.length, left: leftAlone.length },
      },
    ])
    const personIds = undone.map(({ personId }) => personId)
    await evaluateAfter(unit, courseId, emptied ? null : personIds)
    const activity = await unit.activities.byId(courseId, activityId)
    if (activity) await sendScores(unit, activity, personIds)
  })
}

/** The activity that came with the import goes with it, unless somebody has used it since. */
async function removeEmpty(unit: UnitOfWork, courseId: string, activityId: string): Promise<boolean> {
  if ((await unit.imports.recorded(courseId, activityId)).size > 0) return false
  await unit.activities.remove(courseId, activityId)
  return true
}

function isStill(now: ParticipationOf | undefined, written: ParticipationOf): boolean {
  return (
    now !== undefined &&
    sameMark(markOf(now), markOf(written)) &&
    now.observedAt === written.observedAt &&
    now.origin === written.origin &&
    now.recordedBy === written.recordedBy
  )
}
