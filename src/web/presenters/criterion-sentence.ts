import type { CourseActivity } from '../../app/model.ts'
import type { Criterion, Target } from '../../core/criteria.ts'
import { type CourseCriteria, LEVEL_IDS, type LevelCriteria, type LevelId } from '../../core/ladder.ts'
import type { Words } from '../language/words.ts'

/** Titles of a course's activities by id; `null` where nobody has them at hand. */
export type Titles = ReadonlyMap<string, string> | null

export const titlesOf = (activities: readonly CourseActivity[]): Titles =>
  new Map(activities.map(({ id, title }) => [id, title]))

/** A criterion to read, with those in it. */
export interface CriterionLine {
  readonly text: string
  /** What is wrong with it, and the mend. */
  readonly caution: string | null
  readonly children: readonly CriterionLine[]
}

export interface LevelLine {
  readonly id: LevelId
  readonly name: string
  readonly line: CriterionLine
  /** When it is awarded, and whether it ends. */
  readonly terms: readonly string[]
}

export function levelLines(criteria: CourseCriteria, words: Words, titles: Titles = null): LevelLine[] {
  return LEVEL_IDS.map((id) => ({
    id,
    name: words.t(`levels.${id}.name`),
    line: criterionLine(criteria[id].criterion, words, titles),
    terms: termsOf(criteria[id], words),
  }))
}

export function criterionLine(criterion: Criterion, words: Words, titles: Titles): CriterionLine {
  return {
    text: criterionSentence(criterion, words, titles),
    caution: cautionOf(criterion, words, titles),
    children: 'of' in criterion ? criterion.of.map((child) => criterionLine(child, words, titles)) : [],
  }
}

export function termsOf({ award, expiresAfterMonths }: LevelCriteria, words: Words): string[] {
  const count = expiresAfterMonths ?? 0
  return [words.t(`award.${award}`), words.t(count === 0 ? 'criteria.neverEnds' : 'criteria.ends', { count })]
}

/** An activity that is named and not there: nobody can meet the condition, and nobody is told that they do. */
export function isMissing(criterion: Criterion, titles: Titles): boolean {
  if (!('target' in criterion) || !('activity' in criterion.target)) return false
  return titles !== null && !titles.has(criterion.target.activity)
}

export function cautionOf(criterion: Criterion, words: Words, titles: Titles): string | null {
  return isMissing(criterion, titles) ? words.t('criteria.goneMend') : null
}

/** One condition as people say it, without those in it. */
export function criterionSentence(criterion: Criterion, words: Words, titles: Titles): string {
  switch (criterion.type) {
    case 'all':
    case 'any':
      return words.t(`criteria.${criterion.type}`)
    case 'at-least':
      return words.t('criteria.at-least', { n: criterion.n })
    case 'completed':
    case 'scored': {
      const { type, target, need } = criterion
      const one = 'activity' in target
      const form = one ? 'One' : need === 'every' ? 'Every' : ''
      return words.t(`criteria.${type}${form}`, {
        what: targetWords(target, words, titles),
        ...(type === 'scored' && { percent: words.number(criterion.percent) }),
        ...(form === '' && { need }),
      })
    }
    case 'attended':
      return words.t('criteria.attended', { percent: criterion.percent })
    case 'confirmed':
      return words.t('criteria.confirmed', { statement: criterion.statement })
    case 'evidence':
      return words.t('criteria.evidence', { context: criterion.from, months: criterion.months })
  }
}

function targetWords(target: Target, words: Words, titles: Titles): string {
  if ('kind' in target) return words.t(`kindsCounted.${target.kind}`)
  if (titles === null) return words.t('criteria.named')
  const title = titles.get(target.activity)
  return title === undefined ? words.t('criteria.gone') : words.t('common.quoted', { title })
}
