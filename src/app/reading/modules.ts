import type { ActivityFault } from '../../core/activity.ts'
import { MoodleError } from '../../moodle/index.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { Course, CourseActivity, Participation, Snapshot } from '../model.ts'
import { SnapshotComparison } from './fingerprint.ts'
import type { ResultsRead } from './results.ts'

/** People asked about at once: a busy Moodle has other work. */
const AT_ONCE = 4

export interface ModulesRead {
  readonly faults: ReadonlyMap<string, ActivityFault | null>
  readonly results: readonly ResultsRead[]
}

const NOTHING: ModulesRead = { faults: new Map(), results: [] }

/**
 * A course's id in Moodle's web services: the context's. A course of another installation than the one that was known first (a test
 * site restored from the real one) has none: the web service speaks for one site alone.
 */
export function moodleCourseId({ contextId }: Pick<Course, 'contextId'>): string | null {
  return /^\d+$/.test(contextId) ? contextId : null
}

/**
 * Reads what people did in the activities of Moodle's own that count in a course: completion, and the grade. Moodle's user id is the
 * launch's `sub`. `subs`: who is in the course, as the roster says. When Moodle cannot be read just now, what was read last stands; what it refuses
 * for good is a fault of the activities.
 */
export async function readModules(
  deps: Deps,
  course: Course,
  activities: readonly CourseActivity[],
  snapshots: ReadonlyMap<string, Snapshot>,
  subs: () => readonly string[],
): Promise<ModulesRead> {
  const counted = activities.flatMap((activity) =>
    activity.source === 'moodle' && activity.moduleId ? [{ ...activity, moduleId: activity.moduleId }] : [],
  )
  if (counted.length === 0) return NOTHING
  try {
    return await read(deps, course, counted, snapshots, subs())
  } catch (error) {
    if (!(error instanceof MoodleError)) throw error
    deps.log.warn(
      { course: course.id, code: error.code, ...error.detail },
      'Moodle’s web service was not read',
    )
    return error.retryable ? NOTHING : faulty(counted, error.code === 'moodle_not_found' ? 'gone' : 'refused')
  }
}

type Counted = CourseActivity & { readonly moduleId: string }

function faulty(activities: readonly CourseActivity[], fault: ActivityFault | null): ModulesRead {
  const changed = activities.filter((activity) => activity.fault !== fault)
  return { faults: new Map(changed.map(({ id }) => [id, fault])), results: [] }
}

async function read(
  deps: Deps,
  course: Course,
  activities: readonly Counted[],
  snapshots: ReadonlyMap<string, Snapshot>,
  subs: readonly string[],
): Promise<ModulesRead> {
  const courseId = moodleCourseId(course)
  const client = courseId === null ? null : await deps.moodleSites.of(course.platformId)
  // The operator has taken it away again, or the course was moved: somebody has to say what is to count instead.
  if (!client || courseId === null) return faulty(activities, 'refused')
  const there = new Set((await client.modules(courseId)).map(({ id }) => id))
  const known = activities.filter(({ moduleId }) => there.has(moduleId))
  const gone = activities.filter(({ moduleId }) => !there.has(moduleId))
  const readAt = isoNow(deps.clock)
  const readings = known.map((activity) => ({
    activity,
    // Whoever is not asked about, or is not in the course any more, stands as they were.
    comparison: new SnapshotComparison(snapshots.get(activity.id), { partial: true }),
    records: new Map<string, Participation>(),
  }))

  await eachOf(subs, async (sub) => {
    const told = await Promise.all([client.completion(courseId, sub), client.grades(courseId, sub)]).catch(
      (error: unknown) => {
        // They have left since the roster was read.
        if (error instanceof MoodleError && error.code === 'moodle_not_found') return null
        throw error
      },
    )
    if (told === null) return
    const [completion, grades] = told
    for (const { activity, comparison, records } of readings) {
      const done = completion.get(activity.moduleId)
      const grade = grades.get(activity.moduleId)
      // Where Moodle keeps no completion a mark above 0 counts, as in a column.
      const completed = done ? done.completed : (grade?.score ?? 0) > 0
      const { score = null, maximum = null } = grade ?? {}
      if (!completed && score === null && !comparison.knows(sub)) continue
      if (!comparison.isNews(sub, [completed, score, maximum])) continue
      const observedAt = (completed && done?.at) || grade?.at || readAt
      records.set(sub, { activityId: activity.id, completed, score, maximum, observedAt })
    }
  })

  const results = readings.map(({ activity, comparison, records }): ResultsRead => {
    const { entries, differs } = comparison.finish()
    const snapshot = { courseId: course.id, source: activity.id, entries, differences: null }
    return { activity, records, snapshot: differs ? snapshot : null }
  })
  return { faults: new Map([...faulty(known, null).faults, ...faulty(gone, 'gone').faults]), results }
}

/** A few at a time. The first failure ends it, once those under way have ended. */
async function eachOf(subs: readonly string[], ask: (sub: string) => Promise<void>): Promise<void> {
  const waiting = subs.filter((sub) => /^\d+$/.test(sub)).values()
  const failures: unknown[] = []
  const worker = async () => {
    for (const sub of waiting) {
      if (failures.length > 0) return
      await ask(sub).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  if (failures.length > 0) throw failures[0]
}
