import { namedActivities } from '../../core/named-activities.ts'
import type { CopyOffer, Visit } from '../contract.ts'
import { paired, translated } from '../criteria/translate.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { copyActivity } from '../launching/copied-activity.ts'
import type { AuditLine } from '../model.ts'
import { requireAdministrator, requireStaff } from '../visiting/visit.ts'

/**
 * What this course could take over from the one it was copied from; `null` where it is no copy, where it was decided, where somebody saved criteria of its
 * own, or where there is nothing to take over.
 */
export async function copyOffer(deps: Deps, visit: Visit): Promise<CopyOffer | null> {
  requireStaff(visit)
  const { store } = deps
  const { id: courseId, platformId } = visit.course
  const copy = await store.copies.of(courseId)
  if (!copy?.vouched || copy.decision !== null) return null
  const [origin, own, theirs, activities, old, copied] = await Promise.all([
    store.courses.byId(copy.originId),
    store.criteria.current(courseId),
    store.criteria.current(copy.originId),
    store.activities.ofCourse(courseId),
    store.activities.ofCourse(copy.originId),
    store.copies.activities(courseId),
  ])
  // The database holds this together by ids alone; a copy never crosses a platform.
  if (!origin || origin.platformId !== platformId || !own || !theirs || own.version > 1) return null
  const known = paired(old, activities, copied)
  // No VLE brings along what only tutors speak of: it is made anew with the criteria.
  const confirmations = old
    .filter(({ id, source }) => source === 'confirmation' && !known.has(id))
    .map((was) => ({ was, activity: { ...was, id: deps.random.uuid(), courseId } }))
  const pairs = new Map([...known, ...confirmations.map(({ was, activity }) => [was.id, activity] as const)])
  const criteria = translated(theirs.criteria, pairs)
  const unchanged = criteria !== null && JSON.stringify(criteria) === JSON.stringify(own.criteria)
  const kinds = old.flatMap(({ id, title, kind }) => {
    const activity = pairs.get(id)
    return activity && kind && activity.kind === null ? [{ activity, kind, was: title }] : []
  })
  if ((criteria === null || unchanged) && kinds.length === 0 && confirmations.length === 0) return null
  return {
    origin,
    criteriaVersion: theirs.version,
    basedOn: own.version,
    criteria: unchanged ? null : criteria,
    unmatched: criteria === null,
    kinds,
    confirmations,
    canTake: visit.session.role === 'administrator',
  }
}

/**
 * An administrator takes over what the page showed: nothing is applied unseen. Once, whoever presses at the same time; everybody is judged
 * anew. Errors: `copy_decided` 409 where there is nothing to decide any more; `criteria_changed` 409 where either course's criteria are no longer those
 * that were shown.
 */
export async function takeOver(
  deps: Deps,
  visit: Visit,
  shown: { criteriaVersion: number; activities: readonly string[] },
): Promise<void> {
  const administrator = requireAdministrator(visit)
  const offer = await copyOffer(deps, visit)
  if (!offer) throw decided()
  if (offer.criteriaVersion !== shown.criteriaVersion) throw changed()
  const { id: courseId } = visit.course
  const at = isoNow(deps.clock)
  const line = lineOf(visit, administrator.id, at)
  const kinds = offer.kinds.filter(({ activity }) => shown.activities.includes(activity.id))
  const confirmations = offer.confirmations.filter(({ was }) => shown.activities.includes(was.id))
  const named = offer.criteria ? namedActivities(offer.criteria) : []
  if (offer.confirmations.some((one) => !confirmations.includes(one) && named.includes(one.activity.id)))
    throw changed()
  await deps.store.write(async (unit) => {
    if (!(await unit.copies.decide(courseId, 'taken', administrator.id, at))) throw decided()
    for (const { was, activity } of confirmations) await copyActivity(deps, unit, visit.course, was, activity)
    const { criteria, basedOn, origin } = offer
    const version = basedOn + 1
    const note = deps.words(visit.session.locale ?? 'en', 'copy.note', { title: origin.title })
    const row = criteria && { courseId, version, criteria, savedBy: administrator.id, savedAt: at, note }
    if (row && !(await unit.criteria.add(row))) throw changed()
    for (const { activity, kind } of kinds) await unit.activities.setKind(courseId, activity.id, kind)
    await unit.audit.append([
      line('course.taken-over', { origin: origin.id, version: row ? version : null }),
      ...kinds.map(({ activity, kind }) =>
        line('activity.mapped', { activity: activity.id, before: null, after: kind }),
      ),
    ])
    await unit.jobs.send(
      'evaluate',
      { courseId, personIds: null, endsRun: false },
      { key: `${courseId}:all` },
    )
  })
}

/** Not now: the question is not asked again in this course. Errors: `copy_decided` 409 where the criteria were taken over before. */
export async function leaveCopy(deps: Deps, visit: Visit): Promise<void> {
  const staff = requireStaff(visit)
  const at = isoNow(deps.clock)
  const line = lineOf(visit, staff.id, at)
  await deps.store.write(async (unit) => {
    if (!(await unit.copies.decide(visit.course.id, 'later', staff.id, at))) throw decided()
    await unit.audit.append([line('course.copy-left', {})])
  })
}

const decided = () => new AppError('copy_decided', 409, 'there is nothing to take over any more')
const changed = () => new AppError('criteria_changed', 409, 'the criteria are not those that were shown')

const lineOf =
  ({ course }: Visit, actorId: string, at: string) =>
  (action: AuditLine['action'], detail: AuditLine['detail']): AuditLine => ({
    at,
    platformId: course.platformId,
    courseId: course.id,
    actorId,
    action,
    subjectId: null,
    reason: null,
    detail,
  })
