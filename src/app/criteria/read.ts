import type { CriteriaComparison } from '../contract/criteria.ts'
import type { CriteriaView, Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { requireStaff } from '../visiting/visit.ts'
import { mayEdit } from './editor.ts'

/** How this course judges, with its history. */
export async function readCriteria(deps: Deps, visit: Visit): Promise<CriteriaView> {
  requireStaff(visit)
  const { store } = deps
  const { id, issuerId } = visit.course
  const [history, activities, issuer, canEdit] = await Promise.all([
    store.criteria.history(id),
    store.activities.ofCourse(id),
    store.issuers.byId(issuerId),
    mayEdit(deps, visit),
  ])
  const [current] = history
  if (!current || !issuer) throw new AppError('course_not_found', 404, 'no such course')
  const savers = history.flatMap(({ savedBy }) => (savedBy === null ? [] : [savedBy]))
  const people = await store.people.byIds([...new Set(savers)])
  return { course: visit.course, current, history, people, activities, canEdit, issuer }
}

/** Two versions: by default one and that before it. Errors: `version_not_found` 404. */
export async function compareVersions(
  deps: Deps,
  visit: Visit,
  version: number,
  other: number | null,
): Promise<CriteriaComparison> {
  requireStaff(visit)
  const { id } = visit.course
  const [history, activities, canEdit] = await Promise.all([
    deps.store.criteria.history(id),
    deps.store.activities.ofCourse(id),
    mayEdit(deps, visit),
  ])
  const find = (wanted: number) => {
    const found = history.find((one) => one.version === wanted)
    if (!found) throw new AppError('version_not_found', 404, 'the course has no such version')
    return found
  }
  const after = find(version)
  const before = other === null ? (history.find((one) => one.version === version - 1) ?? null) : find(other)
  return { before, after, history, activities, canEdit }
}
