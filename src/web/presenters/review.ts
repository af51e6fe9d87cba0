import type { EvidenceToReview } from '../../app/contract.ts'
import type { FormProblems } from '../input.ts'
import type { Words } from '../language/words.ts'
import { type EvidenceView, presentEvidence } from './evidence.ts'
import { displayName } from './people.ts'

export interface ReviewPage {
  readonly id: string
  readonly name: string
  readonly learner: string
  readonly evidence: EvidenceView
  readonly earlier: readonly EvidenceView[]
  readonly deadline: string | null
  /** Why there is no form: somebody decided, or this person had their say. */
  readonly closed: string | null
  /** What is special about this review. */
  readonly stageText: string | null
  readonly form: ReviewFormView | null
}

export interface ReviewFormView {
  readonly action: string
  readonly stage: string
  readonly feedback: string
  readonly feedbackProblem: string | undefined
  readonly lines: readonly LineView[]
}

interface LineView {
  readonly n: number
  readonly line: string
  readonly answers: readonly { value: string; text: string; chosen: boolean }[]
  readonly comment: string
  readonly problem: string | undefined
}

/** What was typed, to be shown again. */
export interface Typed {
  readonly fields: Readonly<Record<string, string>>
  readonly problems?: FormProblems
}

/** One piece of evidence with its form, where there is something to decide. `base` is `/s/{id}`. */
export function presentReview(
  view: EvidenceToReview,
  words: Words,
  base: string,
  typed: Typed = { fields: {} },
): ReviewPage {
  const { person, evidence, closed, reviewers } = view
  const special = evidence.stage !== 'first' || view.secondReviewer
  return {
    id: evidence.id,
    name: displayName(person, words),
    learner: `${base}/learners/${person.id}`,
    evidence: presentEvidence(evidence, words, base, reviewers),
    earlier: view.earlier.map((record) => presentEvidence(record, words, base, reviewers)),
    deadline: view.deadline && words.date(view.deadline),
    closed: closed && words.t(`review.closed.${closed}`),
    stageText: closed === null && special ? words.t(`review.stages.${evidence.stage}`) : null,
    form: closed === null ? formOf(view, words, base, typed) : null,
  }
}

function formOf(
  { evidence, rubric }: EvidenceToReview,
  words: Words,
  base: string,
  { fields, problems }: Typed,
): ReviewFormView {
  return {
    action: `${base}/reviews/evidence/${evidence.id}`,
    stage: evidence.stage,
    feedback: fields.feedback ?? '',
    feedbackProblem: problems?.of.feedback,
    lines: rubric.map((line, n) => ({
      n,
      line,
      answers: (['yes', 'partly', 'no'] as const).map((value) => ({
        value,
        text: words.t(`review.answers.${value}`),
        // An answer to a line that reads otherwise by now is no answer to this one.
        chosen: fields[`line-${n}`] === line && fields[`answer-${n}`] === value,
      })),
      comment: fields[`comment-${n}`] ?? '',
      problem: problems?.of[`answer-${n}`] ?? problems?.of[`comment-${n}`],
    })),
  }
}
