import type { Criterion } from '../../core/criteria.ts'
import type { Level, LevelCriteria, LevelId } from '../../core/ladder.ts'
import type { Evaluation, Progress } from '../../core/progress.ts'
import type { Words } from '../deps.ts'
import type { CourseActivity } from '../model.ts'

/** Credentials speak the issuer's language, whoever reads them. */
export const ISSUED_LOCALE = 'en'
const MOST_TITLES = 5

/** What a learner did, as one sentence a criterion: "Attended 5 of 5 sessions. Submitted course work: Unit 2 reflection." */
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
  const { code, kind, have = 0, total = 0, needPercent = 0 } = reason
  const titles = (reason.activities ?? []).filter((seen) => seen.outcome === 'met').map((seen) => seen.title)
  const key = code === 'completed' && kind ? `kinds.${kind}.done` : `narrative.${code}`
  const values = { have, total, percent: needPercent, titles: titles.slice(0, MOST_TITLES).join(', ') }
  return words(ISSUED_LOCALE, `issued.${key}`, values)
}

/** The criteria of a level in words, for the achievement that credentials point at; nested conditions as an indented list. */
export function criteriaInWords(
  words: Words,
  level: Level,
  criteria: LevelCriteria,
  activities: readonly CourseActivity[],
): string {
  const own = inWords(words, criteria.criterion, activities, 0)
  if (level.requires.length === 0) return own
  const levels = level.requires.map((id) => words(ISSUED_LOCALE, `levels.${id}.name`)).join(', ')
  return `${words(ISSUED_LOCALE, 'issued.criteria.holds', { levels })}\n${own}`
}

function inWords(
  words: Words,
  criterion: Criterion,
  activities: readonly CourseActivity[],
  depth: number,
): string {
  const say = (key: string, values: Record<string, string | number> = {}) =>
    words(ISSUED_LOCALE, `issued.${key}`, values)
  switch (criterion.type) {
    case 'all':
    case 'any':
    case 'at-least': {
      const lead = say(`criteria.${criterion.type}`, { n: criterion.type === 'at-least' ? criterion.n : 0 })
      const parts = criterion.of.map((child) => inWords(words, child, activities, depth + 1))
      return [lead, ...parts.map((part) => `${'  '.repeat(depth)}- ${part}`)].join('\n')
    }
    case 'completed':
    case 'scored': {
      const { target, need } = criterion
      const percent = criterion.type === 'scored' ? criterion.percent : 0
      if ('activity' in target) {
        const what = activities.find((activity) => activity.id === target.activity)?.title ?? ''
        return say(`criteria.${criterion.type}-one`, { what, percent })
      }
      const amount = need === 'every' ? 'every' : need === 1 ? 'one' : 'some'
      const n = need === 'every' ? 0 : need
      if (criterion.type === 'completed') return say(`kinds.${target.kind}.${amount}`, { n })
      const what = say(`kinds.${target.kind}.scored`)
      return say(`criteria.scored-${amount === 'every' ? 'every' : 'some'}`, { what, n, percent })
    }
    case 'attended':
      return say('criteria.attended', { percent: criterion.percent })
    case 'confirmed':
      return say('criteria.confirmed', { statement: criterion.statement })
    case 'evidence':
      return say(criterion.from === 'award-below' ? 'criteria.evidence-award-below' : 'criteria.evidence', {
        months: criterion.months,
      })
  }
}
