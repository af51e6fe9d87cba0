import type { LevelId } from '../ladder.ts'
import { type LevelVerdict, readVerdict, type Verdict } from './verdict.ts'

/**
 * What other criteria would mean to one learner, level by level. `gain`: awarded at once. `approval`: waits for a tutor's approval. `again`: held, and meets
 * them again. `lose`: no longer meets them; nothing is withdrawn. `unknown`: could not be told any more.
 */
export const EFFECTS = ['gain', 'approval', 'again', 'lose', 'unknown'] as const
export type Effect = (typeof EFFECTS)[number]

/** Lowest level first; none where the verdicts are the same. */
export function effectsOf(before: Verdict, after: Verdict): (readonly [LevelId, Effect])[] {
  if (before === after) return []
  const now = readVerdict(after)
  return readVerdict(before).flatMap((then, place) => {
    const effect = now[place] ? effectOf(then, now[place]) : null
    return effect ? [[then.level, effect] as const] : []
  })
}

function effectOf(before: LevelVerdict, after: LevelVerdict): Effect | null {
  if (after.change !== before.change) {
    if (after.change === 'award') return 'gain'
    if (after.change === 'propose') return 'approval'
    if (after.change === 'flag') return 'lose'
    if (before.change === 'flag') return after.own === 'met' ? 'again' : 'unknown'
    // It was about to be awarded or approved.
    return after.outcome === 'unknown' ? 'unknown' : 'lose'
  }
  return after.own === 'unknown' && before.own !== 'unknown' ? 'unknown' : null
}
