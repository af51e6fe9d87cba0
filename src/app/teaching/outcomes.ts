import { judgeAt, levelsBelow, withLevelsAbove, withoutEnded } from '../../core/index.ts'
import type { Ladder, LevelId } from '../../core/ladder.ts'
import type { LearnerFacts, Progress } from '../../core/progress.ts'
import type { Decision, DecisionKind, DecisionOutcome } from '../contract/awards.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type JudgedCourse, loadJudgedCourse } from '../judging/course-facts.ts'

/** What a decision would do to everybody it is about, and what it was judged from. */
export interface Judged {
  readonly course: JudgedCourse
  readonly outcomes: readonly DecisionOutcome[]
  progressOf(personId: string): Progress
}

/**
 * Judges everybody anew, in the same number of statements however many they are. Errors: `learner_not_found` 404 for somebody who
 * is no learner of the course.
 */
export async function judgeDecision(
  deps: Deps,
  courseId: string,
  { kind, targets, withBelow }: Decision,
): Promise<Judged> {
  const now = isoNow(deps.clock)
  const ids = [...new Set(targets.map(({ personId }) => personId))]
  const [course, learners, people, facts] = await Promise.all([
    loadJudgedCourse(deps, courseId),
    deps.store.people.learnersAmong(courseId, ids),
    deps.store.people.byIds(ids),
    deps.store.participation.facts(courseId, ids),
  ])
  if (learners.length < ids.length)
    throw new AppError('learner_not_found', 404, 'not all of them are learners of this course')
  const known = new Map(people.map((person) => [person.id, person]))
  const progress = new Map<string, Progress>()
  const outcomes = targets.flatMap(({ personId, level }): DecisionOutcome[] => {
    const person = known.get(personId)
    const learner = facts.get(personId)
    if (!person || !learner) return []
    const found = judgeAt(course.facts, learner, now)
    progress.set(personId, found.progress)
    const { changes } = found
    const suggests = (type: 'flag' | 'propose') =>
      changes.some((change) => change.type === type && change.level === level)
    // What is over may be awarded again.
    const counting = kind === 'award' ? withoutEnded(learner, now) : learner
    const effect = effectOf(kind, { ladder: deps.ladder, learner: counting, level, withBelow, suggests })
    return [{ person, level, ...effect }]
  })
  return {
    course,
    outcomes,
    progressOf(personId) {
      const found = progress.get(personId)
      if (!found) throw new AppError('learner_not_found', 404, 'nobody of that id was judged')
      return found
    },
  }
}

type Effect = Pick<DecisionOutcome, 'levels' | 'refusal'>

function effectOf(
  kind: DecisionKind,
  {
    ladder,
    learner,
    level,
    withBelow,
    suggests,
  }: {
    ladder: Ladder
    learner: LearnerFacts
    level: LevelId
    withBelow: boolean
    suggests: (type: 'flag' | 'propose') => boolean
  },
): Effect {
  const live = new Set(learner.awards.filter(({ state }) => state === 'live').map((award) => award.level))
  const does = (...levels: LevelId[]): Effect => ({ levels, refusal: null })
  const refuses = (code: NonNullable<Effect['refusal']>['code'], inTheWay = level): Effect => ({
    levels: [],
    refusal: { code, level: inTheWay },
  })
  switch (kind) {
    case 'award': {
      if (live.has(level)) return refuses('already_held')
      const missing = levelsBelow(ladder, level).filter((below) => !live.has(below))
      const [lowest] = missing
      return lowest && !withBelow ? refuses('lower_level_missing', lowest) : does(...missing, level)
    }
    case 'approve':
    case 'decline':
      return suggests('propose') ? does(level) : refuses('not_proposed')
    case 'keep':
      return suggests('flag') ? does(level) : refuses('not_flagged')
    case 'reissue':
      return live.has(level) ? does(level) : refuses('not_held')
    case 'withdraw':
      return live.has(level)
        ? does(...withLevelsAbove(ladder, level).filter((above) => live.has(above)))
        : refuses('not_held')
  }
}
