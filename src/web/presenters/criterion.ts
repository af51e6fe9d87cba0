import type { Evaluation, Outcome } from '../../core/progress.ts'
import type { Words } from '../language/words.ts'
import { details } from './criterion-details.ts'
import { criterionText } from './criterion-text.ts'

export type Audience = 'learner' | 'staff'

/** One criterion as a line of a list; composed ones hold the lines below them. */
export interface CriterionView {
  /** `aside`: another way to what is done already, which nobody need go. */
  readonly outcome: Outcome | 'aside'
  /** The state in a word, for those who do not see the mark. */
  readonly state: string
  readonly text: string
  /** What was looked at, where it came from and when. */
  readonly detail: string
  readonly children: readonly CriterionView[]
}

/** Words for one evaluation and all below it. `aside`: it belongs to a way that was not taken. */
export function presentCriterion(
  evaluation: Evaluation,
  words: Words,
  audience: Audience,
  aside = false,
): CriterionView {
  const shown = audience === 'learner' ? forLearners(evaluation) : evaluation
  const outcome = aside ? 'aside' : shown.outcome
  const enough = shown.type !== 'all' && shown.outcome === 'met'
  return {
    outcome,
    state: words.t(`outcomes.${outcome}`),
    text: criterionText(shown, words),
    // How far somebody is on a way that leads nowhere new would only read as something missing.
    detail: aside ? '' : details(shown, words).join(' · '),
    children: shown.children.flatMap((child) => {
      const notTaken = aside || (enough && child.outcome !== 'met')
      // What the course does not offer is no other way.
      if (notTaken && child.reason.code === 'unmapped') return []
      return [presentCriterion(child, words, audience, notTaken)]
    }),
  }
}

/**
 * Of "one or more of these" a learner is shown only what this course offers: a line that nothing can fulfil
 * is no way forward. Where it offers none at all, one line says so.
 */
export function forLearners(evaluation: Evaluation): Evaluation {
  if (evaluation.type !== 'any') return evaluation
  const offered = evaluation.children.filter((child) => child.reason.code !== 'unmapped')
  if (offered.length > 0) return { ...evaluation, children: offered }
  const [first] = evaluation.children
  return first ? { ...first, reason: { code: 'unmapped' } } : evaluation
}

/** How many of a level's own lines are met, of how many it takes. */
export function tally(evaluation: Evaluation, need?: number): { have: number; need: number } {
  const met = evaluation.children.filter((child) => child.outcome === 'met').length
  if (evaluation.type === 'any') return { have: Math.min(met, 1), need: 1 }
  if (evaluation.children.length > 0) return { have: met, need: need ?? evaluation.children.length }
  return { have: evaluation.outcome === 'met' ? 1 : 0, need: 1 }
}
