import { decide, evaluate, nextStep } from '../../core/index.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { CourseFacts, LearnerFacts, Progress } from '../../core/progress.ts'
import type { LadderView, Rung } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { loadJudgedCourse } from '../judging/course-facts.ts'
import type { Credential, Person } from '../model.ts'

/**
 * One learner's ladder, judged from what is known now by the same rules that award: the page and the award can
 * never tell two stories.
 */
export async function ladderOf(deps: Deps, courseId: string, person: Person): Promise<LadderView> {
  const { store } = deps
  const judged = await loadJudgedCourse(deps, courseId)
  const [facts, credentials, evidence, run] = await Promise.all([
    store.participation.facts(courseId, [person.id]),
    store.credentials.ofLearner(courseId, person.id),
    store.work.evidence(courseId, person.id),
    store.refreshRuns.of(courseId),
  ])
  const learner = facts.get(person.id) ?? { participation: [], confirmations: [], evidence: [], awards: [] }
  const progress = evaluate(judged.facts, learner)
  return {
    course: judged.course,
    person,
    rungs: rungs(judged.facts, learner, progress, credentials),
    next: nextStep(judged.facts, learner, progress, isoNow(deps.clock)),
    evidence,
    run,
    criteriaVersion: judged.version.version,
  }
}

function rungs(
  course: CourseFacts,
  learner: LearnerFacts,
  progress: Progress,
  credentials: readonly Credential[],
): Rung[] {
  const changes = decide(course, learner, progress)
  const isHeld = (level: LevelId) => credentials.some((one) => one.level === level && one.state === 'live')
  const takenBack = (level: LevelId) => !isHeld(level) && credentials.some((one) => one.level === level)
  return progress.levels.map((item) => {
    const { level } = item
    const requires = course.ladder.levels.find((one) => one.id === level)?.requires ?? []
    // What a person took back may be met and still bears nothing: the rule does not give it again.
    const blockedBy = item.blockedBy ?? requires.find(takenBack) ?? null
    const ofLevel = credentials.filter((credential) => credential.level === level)
    const live = ofLevel.find((credential) => credential.state === 'live') ?? null
    const withdrawn = ofLevel.at(-1) ?? null
    const state = live ? 'earned' : withdrawn ? 'withdrawn' : blockedBy ? 'locked' : 'in-progress'
    return {
      level,
      state,
      flagged: changes.some((change) => change.type === 'flag' && change.level === level),
      proposed: changes.some((change) => change.type === 'propose' && change.level === level),
      progress: { ...item, blockedBy },
      credential: live ?? withdrawn,
    }
  })
}
