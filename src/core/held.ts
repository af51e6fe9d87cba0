import { byTime } from './instant.ts'
import type { LevelId } from './ladder.ts'
import type { Award, LearnerFacts } from './progress.ts'

/** The awards that stand, by level. */
export function liveAwards({ awards }: LearnerFacts): ReadonlyMap<LevelId, Award> {
  const live = new Map<LevelId, Award>()
  for (const award of awards) {
    if (award.state !== 'live') continue
    const other = live.get(award.level)
    if (!other || byTime(award.awardedAt, other.awardedAt) > 0) live.set(award.level, award)
  }
  return live
}

/** Levels that a person once took back. One that was then given again by hand is here and among the live. */
export function withdrawnLevels({ awards }: LearnerFacts): ReadonlySet<LevelId> {
  return new Set(awards.filter((award) => award.state === 'withdrawn').map((award) => award.level))
}
