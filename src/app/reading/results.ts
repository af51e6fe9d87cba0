import type { Result, ServiceClient } from '../../lti/types.ts'
import type { CourseActivity, Participation, Snapshot } from '../model.ts'
import { SnapshotComparison } from './fingerprint.ts'

export interface ResultsRead {
  readonly activity: CourseActivity
  /** sub → what is now known of them; a grade taken away is a record that is not completed. */
  readonly records: ReadonlyMap<string, Participation>
  readonly snapshot: Snapshot | null
}

/**
 * What a gradebook column says of a learner. Any mark above 0 counts as done: tutors give 0 for work that never came.
 */
function recordOf(activity: CourseActivity, result: Result, readAt: string): Participation {
  return {
    activityId: activity.id,
    completed: result.score !== null && result.score > 0,
    score: result.score,
    maximum: result.score === null ? null : result.maximum,
    observedAt: result.timestamp ?? readAt,
  }
}

/** Reads one column's results (AGS 2.0 §3.3) and answers the people whose grade differs from last time. */
export async function readResults(
  client: ServiceClient,
  activity: CourseActivity & { lineItemUrl: string },
  before: Snapshot | undefined,
  readAt: string,
): Promise<ResultsRead> {
  const comparison = new SnapshotComparison(before)
  const records = new Map<string, Participation>()
  for await (const page of client.results(activity.lineItemUrl)) {
    for (const result of page) {
      if (comparison.isNews(result.userId, [result.score, result.maximum]))
        records.set(result.userId, recordOf(activity, result, readAt))
    }
  }
  const { vanished, entries, differs } = comparison.finish()
  const nothing = { completed: false, score: null, maximum: null, observedAt: readAt }
  for (const sub of vanished) records.set(sub, { activityId: activity.id, ...nothing })
  const { courseId, id: source } = activity
  return { activity, records, snapshot: differs ? { courseId, source, entries, differences: null } : null }
}
