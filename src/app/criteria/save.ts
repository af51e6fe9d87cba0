import { parseCriteria } from '../../core/index.ts'
import type { CourseCriteria } from '../../core/ladder.ts'
import type { CriteriaChange, Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { AuditLine, Course, CriteriaVersion } from '../model.ts'
import { requireEditor } from './editor.ts'

/**
 * Saves a new version; nothing is withdrawn by saving. Everybody is judged by it from now on.
 * Errors: `criteria_changed` 409 when somebody saved since this page was opened, `criteria_invalid` 400.
 */
export async function saveCriteria(
  deps: Deps,
  visit: Visit,
  change: CriteriaChange,
): Promise<CriteriaVersion> {
  const editor = await requireEditor(deps, visit)
  const { course } = visit
  const version: CriteriaVersion = {
    courseId: course.id,
    version: change.basedOn + 1,
    criteria: checkedCriteria(change.criteria),
    savedBy: editor.id,
    savedAt: isoNow(deps.clock),
    note: change.note,
  }
  const saved = await addVersion(deps, course, version, { action: 'criteria.saved', detail: {} })
  if (!saved) throw changed()
  return version
}

/** One version more, with its audit line and everybody judged anew; `false` where it does not follow the newest one. */
export async function addVersion(
  deps: Deps,
  course: Course,
  version: CriteriaVersion,
  { action, detail }: Pick<AuditLine, 'action' | 'detail'>,
): Promise<boolean> {
  return deps.store.write(async (unit) => {
    const current = await unit.criteria.current(course.id)
    if (current?.version !== version.version - 1 || !(await unit.criteria.add(version))) return false
    await unit.audit.append([
      {
        at: version.savedAt,
        platformId: course.platformId,
        courseId: course.id,
        actorId: version.savedBy,
        action,
        subjectId: null,
        reason: version.note,
        detail: { version: version.version, ...detail },
      },
    ])
    const everybody = { courseId: course.id, personIds: null, endsRun: false }
    await unit.jobs.send('evaluate', everybody, { key: `${course.id}:all` })
    return true
  })
}

export const changed = () => new AppError('criteria_changed', 409, 'somebody saved other criteria first')

/** Errors: `criteria_invalid` 400, with the path of the mistake. */
export function checkedCriteria(criteria: unknown): CourseCriteria {
  try {
    return parseCriteria(criteria)
  } catch (error) {
    throw new AppError('criteria_invalid', 400, error instanceof Error ? error.message : 'invalid criteria')
  }
}
