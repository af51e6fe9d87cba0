import { decide } from './decide.ts'
import { liveAwards, withdrawnLevels } from './held.ts'
import { instant } from './instant.ts'
import type { LevelId } from './ladder.ts'
import type { CourseFacts, Evaluation, LearnerFacts, Progress, ReasonCode } from './progress.ts'

/** What a learner should do or know now. `path`: child indexes from the level's criterion to a leaf. */
export type NextStep =
  | { readonly type: 'criterion'; readonly level: LevelId; readonly path: readonly number[] }
  | { readonly type: 'evidence'; readonly level: LevelId; readonly deadline: string | null }
  | { readonly type: 'wait-evidence'; readonly level: LevelId }
  | { readonly type: 'wait-approval'; readonly level: LevelId }
  | { readonly type: 'unknown'; readonly level: LevelId }
  | { readonly type: 'all-earned' }

/** What the course does not offer, and what a learner is excused from. */
const NOTHING_TO_DO: ReadonlySet<ReasonCode> = new Set(['unmapped', 'excused-from-all'])

/**
 * One thing first: of the lowest level that is not held, the first leaf that the learner can do something about. What is known
 * to be missing comes before what waits for a tutor, and that before what cannot be known. `null` when there is nothing to
 * do: a person withdrew the level, its award is on its way, or the evidence was late or declined.
 *
 * `now`: ISO 8601; evidence whose deadline has passed is then not asked for any more. Left out, deadlines are not looked at.
 */
export function nextStep(
  course: CourseFacts,
  learner: LearnerFacts,
  progress: Progress,
  now?: string,
): NextStep | null {
  const live = liveAwards(learner)
  const current = progress.levels.find(({ level }) => !live.has(level))
  if (!current) return { type: 'all-earned' }
  const { level, evaluation } = current
  if (withdrawnLevels(learner).has(level)) return null
  if (
    decide(course, learner, progress).some((change) => change.type === 'propose' && change.level === level)
  ) {
    return { type: 'wait-approval', level }
  }

  const open = openLeaves(evaluation)
  for (const { leaf, path } of open) {
    if (leaf.outcome !== 'not-yet' || NOTHING_TO_DO.has(leaf.reason.code)) continue
    if (leaf.type !== 'evidence') return { type: 'criterion', level, path }
    if (mayHandIn(leaf, now)) return { type: 'evidence', level, deadline: leaf.reason.deadline ?? null }
  }
  if (open.some(({ leaf }) => leaf.reason.code === 'evidence-waiting'))
    return { type: 'wait-evidence', level }
  return open.some(({ leaf }) => leaf.outcome === 'unknown') ? { type: 'unknown', level } : null
}

interface OpenLeaf {
  readonly leaf: Evaluation
  readonly path: readonly number[]
}

/** Leaves that are not met, in order, but none within a condition that is: of "any", one is enough. */
function openLeaves(evaluation: Evaluation, path: readonly number[] = []): OpenLeaf[] {
  if (evaluation.outcome === 'met') return []
  if (evaluation.reason.code !== 'composed') return [{ leaf: evaluation, path }]
  return evaluation.children.flatMap((child, index) => openLeaves(child, [...path, index]))
}

function mayHandIn({ reason }: Evaluation, now: string | undefined): boolean {
  if (reason.code !== 'evidence-none' && reason.code !== 'evidence-returned') return false
  return now === undefined || reason.deadline === undefined || instant(now) <= instant(reason.deadline)
}
