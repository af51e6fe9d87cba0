import { parseCriteria } from '../../core/index.ts'
import type { CriteriaChange, CriteriaView, Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { CriteriaVersion } from '../model.ts'
import { mayDo } from '../policy.ts'
import { requireMay, requireStaff } from '../visiting/visit.ts'

/** How this course judges, with its history. */
export async function readCriteria(deps: Deps, visit: Visit): Promise<CriteriaView> {
  requireStaff(visit)
  const { store } = deps
  const { id, issuerId } = visit.course
  const [current, history, activities, issuer, settings] = await Promise.all([
    store.criteria.current(id),
    store.criteria.history(id),
    store.activities.ofCourse(id),
    store.issuers.byId(issuerId),
    store.settings.of(id),
  ])
  if (!current || !issuer) throw new AppError('course_not_found', 404, 'no such course')
  return {
    course: visit.course,
    current,
    history,
    activities,
    canEdit: mayDo(visit.session.role, 'edit-criteria', settings),
    issuer,
  }
}

/**
 * Saves a new version; nothing is withdrawn by saving. Everybody is judged by it from now on.
 * Errors: `criteria_changed` 409 when somebody saved since this page was opened, `criteria_invalid` 400.
 */
export async function saveCriteria(
  deps: Deps,
  visit: Visit,
  change: CriteriaChange,
): Promise<CriteriaVersion> {
  const editor = await requireMay(deps, visit, 'edit-criteria')
  const { id: courseId, platformId } = visit.course
  const at = isoNow(deps.clock)
  const version: CriteriaVersion = {
    courseId,
    version: change.basedOn + 1,
    criteria: checked(change.criteria),
    savedBy: editor.id,
    savedAt: at,
    note: change.note,
  }
  const saved = await deps.store.write(async (unit) => {
    const current = await unit.criteria.current(courseId)
    if (current?.version !== change.basedOn || !(await unit.criteria.add(version))) return false
    await unit.audit.append([
      {
        at,
        platformId,
        courseId,
        actorId: editor.id,
        action: 'criteria.saved',
        subjectId: null,
        reason: change.note,
        detail: { version: version.version },
      },
    ])
    await unit.jobs.send(
      'evaluate',
      { courseId, personIds: null, endsRun: false },
      { key: `${courseId}:all` },
    )
    return true
  })
  if (!saved) throw new AppError('criteria_changed', 409, 'somebody saved other criteria first')
  return version
}

function checked(criteria: unknown): CriteriaVersion['criteria'] {
  try {
    return parseCriteria(criteria)
  } catch (error) {
    throw new AppError('criteria_invalid', 400, error instanceof Error ? error.message : 'invalid criteria')
  }
}
