import type { ActivityFault } from '../../core/activity.ts'
import { LtiError, type ServiceClient } from '../../lti/index.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { sendPostponedWork } from '../learning/post-work.ts'
import type { Course, CourseActivity, CourseGroup, Snapshot } from '../model.ts'
import { compareColumns, faultOf, isGraded } from './columns.ts'
import { adoptCopiedColumns } from './copied-columns.ts'
import { readGroups } from './groups.ts'
import { readModules } from './modules.ts'
import { type ResultsRead, readResults } from './results.ts'
import { type RosterRead, readRoster, saveMembers, withNames } from './roster.ts'
import { servicesOf } from './services.ts'

/** Above this many changed learners the whole course is evaluated; a job's data stays small. */
const MANY = 2_000

/** While the VLE was read, somebody was erased: it is read anew. */
class SomebodyErased extends Error {
  readonly code = 'internal'
}
const TRIES = 5

export interface RefreshOutcome {
  /** An evaluation was enqueued: `null` when nothing changed. */
  readonly evaluating: 'some' | 'all' | null
  /** A scope that the VLE has not granted: somebody who administers it must. */
  readonly missingScope: string | null
}

interface Reading {
  readonly roster: RosterRead | null
  readonly appeared: readonly { id: string; lineItemUrl: string }[]
  readonly faults: ReadonlyMap<string, ActivityFault | null>
  readonly results: readonly ResultsRead[]
  readonly missingScope: string | null
}

/**
 * Reads roster, columns and results of a course from its VLE, and where there is a web service what it tells, and writes what changed in one unit of work together
 * with the job that evaluates those it touches. When nothing changed, nothing is written. Where a scope is missing, what may be
 * read is read.
 *
 * Errors: `LtiError` when the VLE cannot be read (retryable or not, as it says); nothing is written then, but for people of a
 * large roster that were written ahead.
 */
export async function refreshCourse(
  deps: Deps,
  courseId: string,
  onProgress: (done: number, total: number) => Promise<void> = async () => {},
): Promise<RefreshOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await refreshOnce(deps, courseId, onProgress)
    } catch (error) {
      if (!(error instanceof SomebodyErased) || attempt === TRIES) throw error
    }
  }
}

async function refreshOnce(
  deps: Deps,
  courseId: string,
  onProgress: (done: number, total: number) => Promise<void>,
): Promise<RefreshOutcome> {
  const { store } = deps
  const course = await store.courses.byId(courseId)
  if (!course) throw new AppError('course_not_found', 404, 'no such course')
  // Before the snapshots: whoever is erased from now on must not come back with them.
  const erasures = await store.personal.erasures(courseId)
  const client = await servicesOf(deps, course)
  const activities = await store.activities.ofCourse(courseId)
  const snapshots = await store.snapshots.ofCourse(courseId)
  const reading = await read(deps, client, course, activities, snapshots, onProgress)
  const members = reading.roster?.snapshot ?? snapshots.get('roster')
  const groups = await readGroups(deps, course)
  const modules = await readModules(deps, course, activities, snapshots, () =>
    Object.keys(members?.entries ?? {}),
  )
  return write(deps, course, activities, {
    ...reading,
    groups,
    erasures,
    faults: new Map([...reading.faults, ...modules.faults]),
    results: [...reading.results, ...modules.results],
  })
}

async function read(
  deps: Deps,
  client: ServiceClient,
  course: Course,
  activities: readonly CourseActivity[],
  snapshots: ReadonlyMap<string, Snapshot>,
  onProgress: (done: number, total: number) => Promise<void>,
): Promise<Reading> {
  const { membershipsUrl, lineItemsUrl } = course
  let missingScope: string | null = null
  let roster: RosterRead | null = null
  if (membershipsUrl) {
    try {
      roster = await readRoster(deps, client, {
        course: { ...course, membershipsUrl },
        before: snapshots.get('roster'),
        onPage: (seen) => onProgress(seen, 0),
      })
    } catch (error) {
      // Grades may be read all the same: who launched is known without a roster.
      if (!(error instanceof LtiError) || error.code !== 'scope_missing') throw error
      missingScope = scopeOf(error)
    }
  }

  const faults = new Map<string, ActivityFault | null>()
  const note = (activity: CourseActivity, fault: ActivityFault | null) => {
    if (activity.fault !== fault) faults.set(activity.id, fault)
  }
  const graded = activities.filter(isGraded)
  if (!lineItemsUrl) {
    for (const activity of graded) note(activity, 'scope-missing')
    return { roster, appeared: [], faults, results: [], missingScope }
  }

  let news: ReturnType<typeof compareColumns>
  try {
    const items = await client.lineItems(lineItemsUrl)
    const copied = await deps.store.copies.activities(course.id)
    news = compareColumns(activities, items, copied)
    graded.push(...(await adoptCopiedColumns(deps, course, activities, items, copied)).filter(isGraded))
    const link = items.find((item) => item.resourceLinkId)?.resourceLinkId
    if (roster && membershipsUrl && link)
      roster = {
        ...roster,
        changed: await withNames(deps, client, { ...course, membershipsUrl }, roster.changed, link),
      }
  } catch (error) {
    const fault = lastingFault(error)
    for (const activity of graded) note(activity, fault)
    return { roster, appeared: [], faults, results: [], missingScope: missingScope ?? scopeOf(error) }
  }

  const gone = new Set(news.gone)
  const found = new Map(news.appeared.map((item) => [item.id, item.lineItemUrl]))
  const results: ResultsRead[] = []
  for (const activity of graded) {
    const lineItemUrl = found.get(activity.id) ?? activity.lineItemUrl
    if (gone.has(activity.id) || !lineItemUrl) {
      note(activity, 'gone')
      continue
    }
    try {
      results.push(
        await readResults(
          client,
          { ...activity, lineItemUrl },
          snapshots.get(activity.id),
          isoNow(deps.clock),
        ),
      )
      note(activity, null)
    } catch (error) {
      note(activity, lastingFault(error))
      missingScope ??= scopeOf(error)
    }
  }
  return { roster, appeared: news.appeared, faults, results, missingScope }
}

/** The scope that an error names, for somebody to grant. */
function scopeOf(error: unknown): string | null {
  return error instanceof LtiError ? (error.detail.scope ?? null) : null
}

/** A fault that only a person can mend. Anything else is thrown on: the job tries again and the last reading stands. */
function lastingFault(error: unknown): ActivityFault {
  const fault = error instanceof LtiError ? faultOf(error.code) : null
  if (fault === null) throw error
  return fault
}

async function write(
  deps: Deps,
  course: Course,
  activities: readonly CourseActivity[],
  reading: Reading & { readonly groups: readonly CourseGroup[] | null; readonly erasures: number },
): Promise<RefreshOutcome> {
  const { roster, appeared, faults, results, missingScope, groups, erasures } = reading
  const snapshots = [roster?.snapshot, ...results.map((result) => result.snapshot)].filter(
    (item) => item != null,
  )
  if (snapshots.length + appeared.length + faults.size === 0 && groups === null)
    return { evaluating: null, missingScope }

  // What counts in the course changed, not only what somebody did: everybody is judged anew.
  const offered = new Set(
    activities.filter((activity) => activity.state === 'offered').map((activity) => activity.id),
  )
  const everyone = faults.size > 0 || roster?.writtenAhead || appeared.some((item) => offered.has(item.id))
  const changedSubs = new Set(results.flatMap((result) => [...result.records.keys()]))
  for (const entry of roster?.changed ?? []) if (entry.role === 'learner') changedSubs.add(entry.sub)

  return deps.store.write(async (unit) => {
    if (roster?.changed.length) await saveMembers(unit, course, roster.changed)
    if (groups !== null) await unit.groups.save(course.id, groups)
    if (roster?.vanished.length) await unit.people.markLeft(course, roster.vanished)
    for (const { id, lineItemUrl } of appeared) {
      await unit.activities.activate(course.id, id, lineItemUrl)
      const activity = activities.find((one) => one.id === id)
      if (activity) await sendPostponedWork(unit, activity)
    }
    for (const [id, fault] of faults) await unit.activities.setFault(course.id, id, fault)

    const ids = await unit.people.idsBySub(course.platformId, [...changedSubs])
    const rows = results.flatMap(({ records }) =>
      [...records].flatMap(([sub, record]) => {
        const personId = ids.get(sub)
        // Somebody graded who is on no roster yet: read again once they are.
        return personId ? [{ ...record, personId }] : []
      }),
    )
    if (rows.length > 0) await unit.participation.saveChanged(course.id, rows)
    if ((await unit.personal.erasures(course.id, { held: true })) !== erasures) throw new SomebodyErased()
    await unit.snapshots.save(snapshots.map((snapshot) => withoutStrangers(snapshot, results, ids)))

    if (!everyone && ids.size === 0) return { evaluating: null, missingScope }
    const all = everyone || ids.size > MANY
    await unit.jobs.send('evaluate', {
      courseId: course.id,
      personIds: all ? null : [...ids.values()],
      endsRun: true,
    })
    return { evaluating: all ? 'all' : 'some', missingScope }
  })
}

/** People who are not known yet are left out of a column's snapshot, so that their grade is news again next time. */
function withoutStrangers(
  snapshot: Snapshot,
  results: readonly ResultsRead[],
  ids: ReadonlyMap<string, string>,
): Snapshot {
  const read = results.find((result) => result.snapshot === snapshot)
  const strangers = [...(read?.records.keys() ?? [])].filter((sub) => !ids.has(sub))
  if (strangers.length === 0) return snapshot
  const entries = { ...snapshot.entries }
  for (const sub of strangers) delete entries[sub]
  return { ...snapshot, entries }
}
