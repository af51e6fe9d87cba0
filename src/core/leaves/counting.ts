import type { Activity } from '../activity.ts'
import type { CriterionType, Need, Target } from '../criteria.ts'
import { latest } from '../instant.ts'
import type { ActivityIndex } from '../look-up.ts'
import { atLeast, howMany } from '../outcome.ts'
import type { Participation } from '../participation.ts'
import type { Evaluation, Outcome, Reason, ReasonCode, SeenActivity } from '../progress.ts'
import type { LeafContext } from './context.ts'

export interface Counting {
  readonly type: CriterionType
  readonly target: Target
  /** Of so many activities, how many it takes. */
  readonly needOf: (total: number) => number
  readonly satisfies: (record: Participation) => boolean
  readonly codes: { readonly met: ReasonCode; readonly notYet: ReasonCode }
  readonly extra?: Partial<Reason>
}

const NO_RECORDS: readonly Participation[] = []

/** `every` as a number. */
export function needed(need: Need): (total: number) => number {
  return (total) => (need === 'every' ? total : need)
}

/** The activities that a target means: none when nothing is mapped to the kind, or the named one is gone. */
export function targeted(index: ActivityIndex, target: Target): readonly Activity[] {
  if ('kind' in target) return index.byKind.get(target.kind) ?? []
  const activity = index.byId.get(target.activity)
  return activity ? [activity] : []
}

/**
 * Counts the target's activities in which a learner's record is good enough. A good record stands even when its source
 * can no longer be read; a missing or insufficient one is unknown while the source cannot be read. Of a checkpoint without a
 * stated gate even a good record is unknown: what it proves has yet to be said.
 *
 * Where nothing counts as the kind, the answer is unknown, also to "every": that nobody has said what participation is in
 * this course must not read as "everybody took part". It stays unknown until a person mends it, and `unmappedKinds` says so to
 * the tutor from the first day: map an activity (a confirmation that the tutor ticks will do), change the criteria, or award by hand.
 */
export function count(context: LeafContext, counting: Counting): Evaluation {
  const { type, target, extra } = counting
  const about = 'kind' in target ? { kind: target.kind } : {}
  const activities = targeted(context.activities, target)
  if (activities.length === 0) {
    const code = 'kind' in target ? 'unmapped' : 'activity-missing'
    return { type, outcome: 'unknown', reason: { code, ...about, ...extra }, children: [] }
  }

  const seen: SeenActivity[] = []
  const outcomes: Outcome[] = []
  const times: string[] = []
  for (const activity of activities) {
    const records = context.records.get(activity.id) ?? NO_RECORDS
    const found = see(activity, records.find(counting.satisfies))
    seen.push(found)
    outcomes.push(found.outcome)
    for (const record of records) times.push(record.observedAt)
  }
  const need = counting.needOf(activities.length)
  const outcome = atLeast(need, outcomes)
  const seenAt = latest(times)
  const reason: Reason = {
    code: codeOf(outcome, counting.codes),
    have: howMany(outcomes, 'met'),
    need,
    total: activities.length,
    ...about,
    activities: seen,
    ...(seenAt === undefined ? {} : { seenAt }),
    ...extra,
  }
  return { type, outcome, reason, children: [] }
}

function see({ id, title, source, fault, gate }: Activity, record: Participation | undefined): SeenActivity {
  const good = record !== undefined && fault !== 'gate-missing'
  const outcome: Outcome = good ? 'met' : fault ? 'unknown' : 'not-yet'
  const opens = record?.statement ?? gate
  return { id, title, source, outcome, ...(fault && { fault }), ...(opens && { gate: opens }) }
}

function codeOf(outcome: Outcome, codes: Counting['codes']): ReasonCode {
  if (outcome === 'unknown') return 'source-unreadable'
  return outcome === 'met' ? codes.met : codes.notYet
}
