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
  /** Of so many activities that are asked of the learner, how many it takes; `all`: with those that they are excused from. */
  readonly needOf: (total: number, all: number) => number
  readonly satisfies: (record: Participation) => boolean
  readonly codes: { readonly met: ReasonCode; readonly notYet: ReasonCode }
  readonly extra?: Partial<Reason>
}

const NO_RECORDS: readonly Participation[] = []

/** `every` as a number. Whoever is excused is not asked for more than is left; what nobody could reach stays out of reach. */
export function needed(need: Need): Counting['needOf'] {
  return (total, all) => (need === 'every' || (need > total && need <= all) ? total : need)
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
 *
 * An activity that a learner is excused from is not asked of them: it counts neither way. Excused from all, they have shown
 * nothing, so no rule awards: a person decides.
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
    const found = see(activity, records, counting.satisfies)
    seen.push(found)
    if (!found.excused) outcomes.push(found.outcome)
    for (const record of records) times.push(record.observedAt)
  }
  const total = outcomes.length
  const excused = activities.length - total
  const need = counting.needOf(total, activities.length)
  const outcome = atLeast(need, outcomes)
  const seenAt = latest(times)
  const reason: Reason = {
    code: total === 0 ? 'excused-from-all' : codeOf(outcome, counting.codes),
    have: howMany(outcomes, 'met'),
    need,
    total,
    ...(excused === 0 ? {} : { excused }),
    ...about,
    activities: seen,
    ...(seenAt === undefined ? {} : { seenAt }),
    ...extra,
  }
  return { type, outcome, reason, children: [] }
}

/** A good record stands beside an excuse: whoever came all the same was there. */
function see(
  { id, title, source, fault, gate }: Activity,
  records: readonly Participation[],
  satisfies: Counting['satisfies'],
): SeenActivity {
  const good = records.find(satisfies)
  const opens = good?.statement ?? gate
  const about = { id, title, source, ...(opens && { gate: opens }) }
  if (good && fault !== 'gate-missing') return { ...about, outcome: 'met', ...(fault && { fault }) }
  if (records.some((record) => record.standing === 'excused'))
    return { ...about, outcome: 'not-yet', excused: true }
  return fault ? { ...about, outcome: 'unknown', fault } : { ...about, outcome: 'not-yet' }
}

function codeOf(outcome: Outcome, codes: Counting['codes']): ReasonCode {
  if (outcome === 'unknown') return 'source-unreadable'
  return outcome === 'met' ? codes.met : codes.notYet
}
