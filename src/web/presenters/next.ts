import type { LadderView, NextStep } from '../../app/contract.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { Evaluation } from '../../core/progress.ts'
import type { Words } from '../language/words.ts'
import { forLearners, presentCriterion } from './criterion.ts'

export interface NextView {
  readonly level: LevelId | null
  readonly title: string
  readonly text: string
  readonly button: { readonly href: string; readonly text: string } | null
}

/** The card that opens the page: the one thing to do or to know now. */
export function presentNext(view: LadderView, step: NextStep, words: Words, base: string): NextView {
  if (step.type === 'all-earned') {
    return {
      level: null,
      title: words.t('next.all-earned.title'),
      text: words.t('next.all-earned.text'),
      button: null,
    }
  }
  const level = words.t(`levels.${step.level}.name`)
  if (step.type === 'criterion') return criterionStep(view, step, level, words)
  const deadline = step.type === 'evidence' ? step.deadline : null
  const values = { level, ...(deadline !== null && { context: 'until', date: words.date(deadline) }) }
  return {
    level: step.level,
    title: words.t(`next.${step.type}.title`, values),
    text: words.t(`next.${step.type}.text`, values),
    button:
      step.type === 'evidence' ? { href: `${base}/evidence`, text: words.t('next.evidence.button') } : null,
  }
}

type CriterionStep = Extract<NextStep, { type: 'criterion' }>

function criterionStep(view: LadderView, step: CriterionStep, level: string, words: Words): NextView {
  const root = view.rungs.find((rung) => rung.level === step.level)?.progress?.evaluation
  const found = root && at(root, step.path)
  if (!found) {
    const title = words.t('next.criterion.plain', { level })
    return { level: step.level, title, text: '', button: null }
  }
  const shown = presentCriterion(forLearners(found), words, 'learner')
  const choices = shown.children.map(({ text }) => text)
  const title =
    choices.length > 0
      ? words.t(`next.criterion.${found.type}`, { level })
      : words.t('next.criterion.title', { what: shown.text })
  const more = choices.length > 0 ? choices.join(' · ') : shown.detail
  const towards = words.t('next.criterion.text', { level })
  return { level: step.level, title, text: more ? `${towards} · ${more}` : towards, button: null }
}

function at(evaluation: Evaluation, path: readonly number[]): Evaluation | undefined {
  let found: Evaluation | undefined = evaluation
  for (const index of path) found = found?.children[index]
  return found
}
