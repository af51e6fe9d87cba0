import { judge } from './criterion.ts'
import { liveAwards } from './held.ts'
import type { Level, LevelId } from './ladder.ts'
import { indexOf, recordsOf } from './look-up.ts'
import { every } from './outcome.ts'
import type { Award, CourseFacts, LearnerFacts, LevelProgress, Outcome, Progress } from './progress.ts'

/**
 * Judges one learner by a course's criteria: each level with an outcome, and a reason for every leaf. The same facts, in
 * whatever order, give the same answer.
 */
export function evaluate(course: CourseFacts, learner: LearnerFacts): Progress {
  const activities = indexOf(course.activities)
  const records = recordsOf(learner.participation)
  const live = liveAwards(learner)
  const outcomes = new Map<LevelId, Outcome>()
  const levels = course.ladder.levels.map((level): LevelProgress => {
    const required = requiredLowestFirst(course.ladder.levels, level)
    const evaluation = judge(
      {
        course,
        learner,
        activities,
        records,
        belowHeld: required.every((id) => live.has(id)),
        belowAwardedAt: highestAward(required, live),
      },
      course.criteria[level.id].criterion,
    )
    const standing = (id: LevelId): Outcome => (live.has(id) ? 'met' : (outcomes.get(id) ?? 'not-yet'))
    const outcome = every([evaluation.outcome, ...required.map(standing)])
    outcomes.set(level.id, outcome)
    const blockedBy = required.find((id) => standing(id) !== 'met') ?? null
    return { level: level.id, outcome, blockedBy, evaluation }
  })
  return { levels }
}

function requiredLowestFirst(levels: readonly Level[], { requires }: Level): readonly LevelId[] {
  if (requires.length < 2) return requires
  return levels.map(({ id }) => id).filter((id) => requires.includes(id))
}

/** When the highest of these that is held was awarded. */
function highestAward(required: readonly LevelId[], live: ReadonlyMap<LevelId, Award>): string | null {
  const highest = required.findLast((id) => live.has(id))
  return (highest && live.get(highest)?.awardedAt) ?? null
}
