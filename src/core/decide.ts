import { liveAwards, withdrawnLevels } from './held.ts'
import type { LevelId } from './ladder.ts'
import type { Change, CourseFacts, LearnerFacts, Progress } from './progress.ts'

/**
 * What an evaluation changes, lowest level first. A level is awarded, or proposed, only with every level below it held or
 * awarded in the same list; what a person withdrew is never given again by rule, nor proposed or flagged where somebody decided on that; unknown neither awards nor flags.
 */
export function decide(course: CourseFacts, learner: LearnerFacts, progress: Progress): Change[] {
  const live = liveAwards(learner)
  const withdrawn = withdrawnLevels(learner)
  const standing = new Set<LevelId>(live.keys())
  const found = new Map(progress.levels.map((item) => [item.level, item]))
  const changes: Change[] = []
  for (const { id: level, requires } of course.ladder.levels) {
    const item = found.get(level)
    if (live.has(level)) {
      const open = item?.evaluation.outcome === 'not-yet' && !learner.kept?.includes(level)
      if (open) changes.push({ type: 'flag', level })
      continue
    }
    const supported = requires.every((below) => standing.has(below))
    if (item?.outcome !== 'met' || withdrawn.has(level) || !supported) continue
    if (course.criteria[level].award === 'approval') {
      if (!learner.declined?.includes(level)) changes.push({ type: 'propose', level })
    } else {
      standing.add(level)
      changes.push({ type: 'award', level })
    }
  }
  return changes
}
