import { namedActivities } from '../../core/named-activities.ts'
import type { AuditAction } from '../audit-actions.ts'
import type { SettingsView } from '../contract/criteria.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { AuditLine, CourseSettings } from '../model.ts'
import { mayForInstitution } from '../policy.ts'
import { requireAdministrator, requireInstitution } from '../visiting/visit.ts'

/** What is set for this course beside its criteria, and what new courses of its platform start with. */
export async function readSettings(deps: Deps, visit: Visit): Promise<SettingsView> {
  requireAdministrator(visit)
  const { store } = deps
  const { id, platformId } = visit.course
  const [settings, defaults, current] = await Promise.all([
    store.settings.of(id),
    store.defaults.of(platformId),
    store.criteria.current(id),
  ])
  return {
    settings,
    defaults,
    defaultsBy: defaults?.savedBy ? await store.people.byId(defaults.savedBy) : null,
    canSetDefaults: mayForInstitution(visit.session),
    namesActivities: current !== null && namedActivities(current.criteria).length > 0,
  }
}

/** Nothing is written, and no line kept, where nothing changes. */
export async function saveSettings(deps: Deps, visit: Visit, settings: CourseSettings): Promise<void> {
  const administrator = requireAdministrator(visit)
  const { id } = visit.course
  const known = await deps.store.settings.of(id)
  const evidence = { ...known.evidence, ...settings.evidence }
  const before = flat(known)
  const changed = Object.entries(flat(settings)).filter(([name, value]) => before[name] !== value)
  if (changed.length === 0) return
  const at = isoNow(deps.clock)
  await deps.store.write(async (unit) => {
    await unit.settings.save(id, { ...settings, evidence }, administrator.id, at)
    const detail = changed.flatMap(([name, value]) => [
      [`${name}.before`, before[name] ?? null],
      [`${name}.after`, value],
    ])
    await unit.audit.append([lineOf(visit, at, 'settings.saved', Object.fromEntries(detail))])
  })
}

/** Settings as audit lines keep them: a name and a plain value each. */
function flat(settings: CourseSettings): Record<string, string | number> {
  return {
    tutorsEditCriteria: String(settings.tutorsEditCriteria),
    publishAfterMinutes: settings.publishAfterMinutes,
    rubric: settings.evidence.rubric.join('\n'),
    secondReviewer: String(settings.evidence.secondReviewer),
  }
}

/** New courses of the platform start as this one stands. Errors: `defaults_name_activities` 409: a new course has no such activities. */
export async function saveDefaults(deps: Deps, visit: Visit): Promise<void> {
  const administrator = requireInstitution(visit)
  const { id, platformId } = visit.course
  const at = isoNow(deps.clock)
  await deps.store.write(async (unit) => {
    const [current, settings] = [await unit.criteria.current(id), await unit.settings.of(id)]
    if (!current) throw new AppError('course_not_found', 404, 'no such course')
    const { criteria, version } = current
    if (namedActivities(criteria).length > 0)
      throw new AppError('defaults_name_activities', 409, 'the criteria name activities of one course')
    await unit.defaults.save({ platformId, criteria, settings, savedBy: administrator.id, savedAt: at })
    await unit.audit.append([lineOf(visit, at, 'defaults.saved', { version })])
  })
}

export async function removeDefaults(deps: Deps, visit: Visit): Promise<void> {
  requireInstitution(visit)
  await deps.store.write(async (unit) => {
    await unit.defaults.remove(visit.course.platformId)
    await unit.audit.append([lineOf(visit, isoNow(deps.clock), 'defaults.removed', {})])
  })
}

const lineOf = (
  { course, person }: Visit,
  at: string,
  action: AuditAction,
  detail: AuditLine['detail'],
): AuditLine => ({
  at,
  platformId: course.platformId,
  courseId: course.id,
  actorId: person?.id ?? null,
  action,
  subjectId: null,
  reason: null,
  detail,
})
