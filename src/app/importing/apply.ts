import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { sendScores } from '../learning/post-work.ts'
import type { CourseActivity } from '../model.ts'
import type { ParticipationOf, UnitOfWork } from '../ports.ts'
import { requireStaff } from '../visiting/visit.ts'
import { compare, fingerprint } from './compare.ts'
import { seenOn } from './dates.ts'
import { importOf, readRegister, recordedAt } from './preview.ts'
import type { ImportRecord } from './types.ts'

/** Of more people than this not each is named in a job: everybody is judged. */
const NAMED = 1_000

/**
 * Writes what the preview showed, in one unit of work, once: the second who asks is told. Errors: `import_changed` 409 where it would
 * write anything else by now; `import_nothing` 409; `import_decided` 409; `import_gone` 404; `activity_gone` 404.
 */
export async function applyImport(deps: Deps, visit: Visit, id: string, shown: string): Promise<void> {
  const staff = requireStaff(visit)
  const record = await importOf(deps, visit, id)
  if (record.state !== 'preview') throw decided()
  const { courseId, settings } = record
  // The rows never change, and reading them takes a while: nobody else's writing waits for that.
  const { reading } = await readRegister(deps, record)
  const at = isoNow(deps.clock)
  await deps.store.write(async (unit) => {
    const compared = compare(reading.wanted, await recordedAt(deps, record, unit))
    if (fingerprint(settings.target, compared) !== shown)
      throw new AppError('import_changed', 409, 'it would write other things than were shown')
    const changes = compared.filter(({ change }) => change !== 'same')
    if (changes.length === 0) throw new AppError('import_nothing', 409, 'nothing would change')
    const activity = await activityFor(deps, unit, record)
    const made = !('activityId' in settings.target)
    const by = { at, personId: staff.id, activityId: activity.id, madeActivity: made }
    if (!(await unit.imports.markApplied(courseId, id, by))) throw decided()

    const written = changes.map(({ personId, completed, score, maximum, standing, day, before }) => {
      const mark = { completed, score, maximum, standing }
      const origin = { origin: 'import', recordedBy: staff.id } as const
      const after: ParticipationOf = {
        personId,
        activityId: activity.id,
        ...mark,
        observedAt: seenOn(day, record.createdAt),
        ...origin,
      }
      return { personId, before, after }
    })
    await unit.participation.saveChanged(
      courseId,
      written.map(({ after }) => after),
    )
    await unit.imports.saveChanges(id, written)
    await unit.audit.append([
      {
        at,
        platformId: visit.course.platformId,
        courseId,
        actorId: staff.id,
        action: 'register.imported',
        subjectId: null,
        reason: null,
        detail: {
          import: id,
          activity: activity.id,
          people: written.length,
          unknown: reading.unknown.length,
        },
      },
    ])
    const personIds = written.map(({ personId }) => personId)
    await evaluateAfter(unit, courseId, made ? null : personIds)
    await sendScores(unit, activity, personIds)
  })
}

async function activityFor(deps: Deps, unit: UnitOfWork, record: ImportRecord): Promise<CourseActivity> {
  const { courseId, settings } = record
  const { target } = settings
  if ('activityId' in target) {
    const activity = await unit.activities.byId(courseId, target.activityId)
    if (!activity || activity.state === 'removed')
      throw new AppError('activity_gone', 404, 'the activity was removed')
    return activity
  }
  const activity: CourseActivity = {
    id: deps.random.uuid(),
    courseId,
    title: target.title,
    kind: target.kind,
    source: 'import',
    fault: null,
    lineItemUrl: null,
    state: 'active',
    position: (await unit.activities.ofCourse(courseId)).length,
  }
  await unit.activities.insert([activity])
  return activity
}

/** `null`: everybody, as when there is one more thing to have done. */
export async function evaluateAfter(
  unit: UnitOfWork,
  courseId: string,
  personIds: string[] | null,
): Promise<void> {
  if (personIds !== null && personIds.length <= NAMED)
    return unit.jobs.send('evaluate', { courseId, personIds, endsRun: false })
  return unit.jobs.send('evaluate', { courseId, personIds: null, endsRun: false }, { key: `${courseId}:all` })
}

export const decided = () => new AppError('import_decided', 409, 'somebody was first')
