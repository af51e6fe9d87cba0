import { type Circuit, type LtiTool, type Probe, SCOPE } from '../../lti/index.ts'
import type { Course, Platform, RefreshRun } from '../model.ts'
import { type Finding, finding } from './findings.ts'
import type { OperatingSettings } from './settings.ts'

/** All that the product asks a platform for. */
const SCOPES = [SCOPE.lineItem, SCOPE.resultReadOnly, SCOPE.score, SCOPE.membership]
/** Three turns missed, and an hour for a platform that was down, make a reading stale. */
const TURNS_MISSED = 3
const GRACE_MINUTES = 60

/** Everything about one platform. It is asked only while it is approved: a suspended one is left alone, a pending one may be anybody's. */
export async function checkPlatform(
  lti: Pick<LtiTool, 'diagnose' | 'circuits'>,
  settings: Pick<OperatingSettings, 'allowPrivate'>,
  platform: Platform,
  course: Course | null,
): Promise<Finding[]> {
  const { status, deploymentIds } = platform
  if (status !== 'approved') {
    const code = status === 'pending' ? 'registration_pending' : 'registration_suspended'
    return [finding('registration', 'unknown', code, { id: platform.id })]
  }
  const probes = await lti.diagnose(platform, {
    scopes: SCOPES,
    membershipsUrl: course?.membershipsUrl ?? null,
    lineItemsUrl: course?.lineItemsUrl ?? null,
    allowHttp: settings.allowPrivate,
  })
  return [
    finding('registration', 'pass', 'registration_approved'),
    deploymentIds.length > 0
      ? finding('deployments', 'pass', 'deployments_known', { ids: deploymentIds.join(', ') })
      : finding('deployments', 'fail', 'deployments_none', { id: platform.id }),
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

/** How the readings of a platform's courses stand. */
export interface Readings {
  readonly courses: number
  /** Read lately enough. */
  readonly fresh: number
  /** The last reading failed. */
  readonly failing: number
  /** Not read for too long, or never. */
  readonly stale: number
  /** Code of one of the failures. */
  readonly error: string | null
}

export function countReadings(
  courses: readonly Course[],
  runs: readonly RefreshRun[],
  { refreshMinutes }: Pick<OperatingSettings, 'refreshMinutes'>,
  now: number,
): Readings {
  const byCourse = new Map(runs.map((run) => [run.courseId, run]))
  const patience = (TURNS_MISSED * refreshMinutes + GRACE_MINUTES) * 60_000
  const states = courses.map(({ id }) => {
    const run = byCourse.get(id)
    if (run?.error) return 'failing'
    // Where nothing is read by itself a reading is as old as the last launch, and that is meant.
    const isFresh =
      run?.succeededAt && (refreshMinutes === 0 || now - Date.parse(run.succeededAt) <= patience)
    return isFresh ? 'fresh' : 'stale'
  })
  const count = (state: string) => states.filter((one) => one === state).length
  return {
    courses: courses.length,
    fresh: count('fresh'),
    failing: count('failing'),
    stale: count('stale'),
    error: runs.find(({ error }) => error !== null)?.error ?? null,
  }
}

export function checkReadings({ courses, fresh, failing, stale, error }: Readings): Finding {
  if (courses === 0) return finding('reading', 'unknown', 'no_course')
  const detail = { courses: String(courses), fresh: String(fresh) }
  if (failing > 0)
    return finding('reading', 'fail', 'courses_failing', {
      ...detail,
      failing: String(failing),
      code: error ?? '',
    })
  return stale > 0
    ? finding('reading', 'fail', 'courses_stale', { ...detail, stale: String(stale) })
    : finding('reading', 'pass', 'courses_read', detail)
}

/** The course that was asked to be read last: the likeliest to be there still. One with services goes before one without. */
export function newestCourse(courses: readonly Course[], runs: readonly RefreshRun[]): Course | null {
  const asked = new Map(runs.map((run) => [run.courseId, run.requestedAt]))
  const rank = (course: Course) =>
    `${course.membershipsUrl && course.lineItemsUrl ? 1 : 0} ${asked.get(course.id) ?? ''}`
  return [...courses].sort((a, b) => (rank(a) < rank(b) ? 1 : -1))[0] ?? null
}
