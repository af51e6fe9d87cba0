import type { LevelCriteria } from '../../core/ladder.ts'
import type { Criterion } from '../../core/criteria.ts'
import type { Evaluation, Progress } from '../../core/progress.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { Words } from '../deps.ts'
import type { CourseActivity } from '../model.ts'

/** Credentials speak the issuer's language, whoever reads them. */
export const ISSUED_LOCALE = 'en'

/** What a learner did, as one sentence a criterion: "Attended 5 of 5 sessions. Handed in course work." */
export function whatWasDone(words: Words, progress: Progress, level: LevelId): string {
  const found = progress.levels.find((item) => item.level === level)
  const sentences = found ? metLeaves(found.evaluation).map((leaf) => sentence(words, leaf)) : []
  return [...new Set(sentences)].join(' ')
}

function metLeaves(evaluation: Evaluation): Evaluation[] {
  if (evaluation.children.length > 0) return evaluation.children.flatMap(metLeaves)
  return evaluation.outcome === 'met' ? [evaluation] : []
}

function sentence(words: Words, { reason }: Evaluation): string {
  const kind = reason.kind ? words(ISSUED_LOCALE, `issued.kinds.${reason.kind}`) : ''
  const titles = (reason.activities ?? []).filter((seen) => seen.outcome === 'met').map((seen) => seen.title)
  return words(ISSUED_LOCALE, `issued.narrative.${reason.code}`, {
    have: reason.have ?? 0,
    total: reason.total ?? 0,
    percent: reason.percent ?? 0,
    kind,
    titles: titles.slice(0, 5).join(', '),
  })
}

/** The criteria of a level in words, for the achievement that credentials point at. */
export function criteriaInWords(words: Words, criteria: LevelCriteria, activities: readonly CourseActivity[]): string {
  return inWords(words, criteria.criterion, activities, 0)
}

function inWords(words: Words, criterion: Criterion, activities: readonly CourseActivity[], depth: number): string {
  const say = (key: string, values: Record<string, string | number> = {}) => words(ISSUED_LOCALE, `issued.criteria.${key}`, values)
  switch (criterion.type) {
    case 'all':
    case 'any':
    case 'at-least': {
      const parts = criterion.of.map((child) => inWords(words, child, activities, depth + 1)).map((part) => `- ${part}`)
      const lead = say(criterion.type, { n: criterion.type === 'at-least' ? criterion.n : parts.length })
      return [lead, ...parts.map((part) => '  '.repeat(depth) + part)].join('\n')
    }
    case 'completed':
    case 'scored': {
      const { target } = criterion
      const what =
        'activity' in target
          ? (activities.find((activity) => activity.id === target.activity)?.title ?? target.activity)
          : words(ISSUED_LOCALE, `issued.kinds.${target.kind}`)
      const need = 'activity' in target ? 'one' : criterion.need === 'every' ? 'every' : 'some'
      const percent = criterion.type === 'scored' ? criterion.percent : 0
      return say(`${criterion.type}-${need}`, { what, n: criterion.need === 'every' ? 0 : criterion.need, percent })
    }
    case 'attended':
      return say('attended', { percent: criterion.percent })
    case 'confirmed':
      return say('confirmed', { statement: criterion.statement })
    case 'evidence':
      return say('evidence', { months: criterion.months })
  }
}
