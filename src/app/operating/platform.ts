import { type Circuit, type LtiTool, type Probe, SCOPE } from '../../lti/index.ts'
import type { Course, Platform, RefreshRun } from '../model.ts'
import { type Finding, finding } from './findings.ts'
import type { OperatingSettings } from './settings.ts'

/** All that the product asks a platform for. */
const SCOPES = [SCOPE.lineItem, SCOPE.resultReadOnly, SCOPE.score, SCOPE.membership]
/** Three turns missed, and an hour for a platform that was down, make a reading stale. */
const TURNS_MISSED = 3
const GRACE_MINUTES = 60
const MOST_NAMED = 5

/** Everything about one platform. It is asked only while it is approved: a suspended one is left alone, a pending one may be anybody's. */
export async function checkPlatform(
  lti: Pick<LtiTool, 'diagnose' | 'circuits'>,
  settings: Pick<OperatingSettings, 'allowPrivate'>,
  platform: Platform & { readonly addressesWait: boolean },
  course: Course | null,
): Promise<Finding[]> {
  const { id, status, deploymentIds } = platform
  if (status === 'pending') return [finding('registration', 'unknown', 'registration_pending', { id })]
  // Somebody wants it so.
  if (status === 'suspended') return [finding('registration', 'pass', 'registration_suspended', { id })]
  const probes = await lti.diagnose(platform, {
    scopes: SCOPES,
    membershipsUrl: course?.membershipsUrl ?? null,
    lineItemsUrl: course?.lineItemsUrl ?? null,
    allowHttp: settings.allowPrivate,
  })
  return [
    platform.addressesWait
      ? finding('registration', 'unknown', 'addresses_waiting', { id })
      : finding('registration', 'pass', 'registration_approved'),
    deploymentIds.length > 0
      ? finding('deployments', 'pass', 'deployments_known', { ids: deploymentIds.join(', ') })
      : finding('deployments', 'fail', 'deployments_none', { id }),
    ...probes.map((probe) => ofProbe(probe, course)),
    ...checkPause(lti.circuits(), platform, course),
  ]
}

/** Without any course nobody has told where a roster would be, which is not the platform's fault. */
function ofProbe({ id, outcome, code, detail }: Probe, course: Course | null): Finding {
  return finding(id, outcome, code === 'no_address' && course === null ? 'no_course' : code, detail)
}

/** Whether the tool leaves the platform alone for a while, after failures. Nothing where there were none. */
function checkPause(circuits: readonly Circuit[], { tokenUrl }: Platform, course: Course | null): Finding[] {
  const addresses = [tokenUrl, course?.membershipsUrl, course?.lineItemsUrl].filter((url) => url != null)
  const places = new Set([...addresses, ...addresses.map((url) => new URL(url).origin)])
  const [circuit] = circuits
    .filter(({ origin }) => places.has(origin))
    .sort((a, b) => (b.nextTryAt ?? 0) - (a.nextTryAt ?? 0))
  if (circuit === undefined) return []
  const { state, failures, nextTryAt } = circuit
  const detail = { failures: String(failures) }
  if (state === 'closed') return [finding('pause', 'pass', 'not_paused', detail)]
  if (state === 'probing') return [finding('pause', 'unknown', 'pause_ending', detail)]
  return [finding('pause', 'fail', 'paused', { ...detail, until: new Date(nextTryAt ?? 0).toISOString() })]
}

/** How the reading of one course stands. */
export interface Reading {
  readonly course: Course
  /** `failing`: the last one failed. `stale`: not read for too long, or never. */
  readonly state: 'fresh' | 'failing' | 'stale'
  /** Code of the failure. */
  readonly error: string | null
  readonly readAt: string | null
}

export function readingsOf(
  courses: readonly Course[],
  runs: readonly RefreshRun[],
  { refreshMinutes }: Pick<OperatingSettings, 'refreshMinutes'>,
  now: number,
): Reading[] {
  const byCourse = new Map(runs.map((run) => [run.courseId, run]))
  const patience = (TURNS_MISSED * refreshMinutes + GRACE_MINUTES) * 60_000
  return courses.map((course) => {
    const { error = null, succeededAt: readAt = null } = byCourse.get(course.id) ?? {}
    // Where nothing is read by itself a reading is as old as the last launch, and that is meant.
    const isFresh = readAt !== null && (refreshMinutes === 0 || now - Date.parse(readAt) <= patience)
    return { course, state: error !== null ? 'failing' : isFresh ? 'fresh' : 'stale', error, readAt }
  })
}

/** The readings of a platform's courses in numbers. */
export interface ReadingCounts {
  readonly courses: number
  readonly fresh: number
  readonly failing: number
  readonly stale: number
}

export function countReadings(readings: readonly Reading[]): ReadingCounts {
  const count = (state: Reading['state']) => readings.filter((one) => one.state === state).length
  return {
    courses: readings.length,
    fresh: count('fresh'),
    failing: count('failing'),
    stale: count('stale'),
  }
}

/** Names the courses that are not read as they should: those that fail, or else those that are too old. */
export function checkReadings(readings: readonly Reading[]): Finding {
  if (readings.length === 0) return finding('reading', 'unknown', 'no_course')
  const { courses, fresh, failing, stale } = countReadings(readings)
  const detail = { courses: String(courses), fresh: String(fresh) }
  if (failing > 0)
    return finding('reading', 'fail', 'courses_failing', {
      ...detail,
      failing: String(failing),
      which: named(readings.filter(({ state }) => state === 'failing')),
    })
  if (stale > 0)
    return finding('reading', 'fail', 'courses_stale', {
      ...detail,
      stale: String(stale),
      which: named(readings.filter(({ state }) => state === 'stale')),
    })
  return finding('reading', 'pass', 'courses_read', detail)
}

/** The first few, each with its id, and with its failure or the day on which it was read. */
function named(readings: readonly Reading[]): string {
  const names = readings
    .slice(0, MOST_NAMED)
    .map(
      ({ course, error, readAt }) =>
        `${course.title} [${course.id}] (${error ?? readAt?.slice(0, 10) ?? '–'})`,
    )
  return readings.length > MOST_NAMED ? `${names.join(', ')}, …` : names.join(', ')
}

/** The course that was asked to be read last: the likeliest to be there still. One with services goes before one without. */
export function newestCourse(courses: readonly Course[], runs: readonly RefreshRun[]): Course | null {
  const asked = new Map(runs.map((run) => [run.courseId, run.requestedAt]))
  const rank = (course: Course) =>
    `${course.membershipsUrl && course.lineItemsUrl ? 1 : 0} ${asked.get(course.id) ?? ''}`
  return [...courses].sort((a, b) => (rank(a) < rank(b) ? 1 : -1))[0] ?? null
}
