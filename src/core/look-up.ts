import type { Activity, Kind } from './activity.ts'
import type { Participation } from './participation.ts'

/** A course's activities, indexed once a course and not once a learner. */
export interface ActivityIndex {
  readonly byId: ReadonlyMap<string, Activity>
  readonly byKind: ReadonlyMap<Kind, readonly Activity[]>
}

/** "Session 2" before "Session 10". */
const titles = new Intl.Collator('en', { numeric: true })

const indexes = new WeakMap<readonly Activity[], ActivityIndex>()

/**
 * Keeps what it made of a list for as long as the list lives, so a list must not be changed once it was judged by. Sorted by
 * title, then id: the order in which a database or a VLE answers never shows in a reason, so it never rewrites stored progress.
 */
export function indexOf(activities: readonly Activity[]): ActivityIndex {
  const known = indexes.get(activities)
  if (known) return known
  const sorted = [...activities].sort((a, b) => titles.compare(a.title, b.title) || (a.id < b.id ? -1 : 1))
  const byKind = new Map<Kind, Activity[]>()
  for (const activity of sorted) {
    if (activity.kind) byKind.set(activity.kind, [...(byKind.get(activity.kind) ?? []), activity])
  }
  const index = { byId: new Map(sorted.map((activity) => [activity.id, activity])), byKind }
  indexes.set(activities, index)
  return index
}

export type Records = ReadonlyMap<string, readonly Participation[]>

/** A learner's records by activity. Where a source left two of one activity, both are kept: a worse one never hides a better one. */
export function recordsOf(participation: readonly Participation[]): Records {
  const records = new Map<string, Participation[]>()
  for (const record of participation) {
    const others = records.get(record.activityId)
    if (others) others.push(record)
    else records.set(record.activityId, [record])
  }
  return records
}
