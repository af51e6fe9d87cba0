import type { CriteriaPreview, PreviewList } from '../../app/contract/criteria.ts'
import { LISTED } from '../../app/criteria/preview.ts'
import { LEVEL_IDS, type LevelId } from '../../core/ladder.ts'
import type { Words } from '../language/words.ts'
import { displayName } from './people.ts'

export interface EffectView {
  readonly text: string
  readonly tone: 'good' | 'caution' | 'quiet'
  /** The first of them, as a list in words. */
  readonly names: string
  /** Button to all of them; `null` where all are named. */
  readonly all: { readonly value: string; readonly text: string } | null
}

export interface PreviewView {
  readonly learners: string
  readonly nobody: boolean
  readonly levels: readonly {
    readonly id: LevelId
    readonly name: string
    readonly effects: readonly EffectView[]
  }[]
}

const TONES = { gain: 'good', approval: 'good', again: 'good', lose: 'caution', unknown: 'quiet' } as const

export function presentPreview({ learners, effects }: CriteriaPreview, words: Words): PreviewView {
  const levels = LEVEL_IDS.map((id) => ({
    id,
    name: words.t(`levels.${id}.name`),
    effects: effects
      .filter(({ level }) => level === id)
      .map(({ level, effect, count, people }): EffectView => {
        const names = people.map((person) => displayName(person, words))
        const others = count - names.length
        return {
          text: words.t(`criteriaPreview.${effect}`, { count }),
          tone: TONES[effect],
          names: words.list(
            others > 0 ? [...names, words.t('criteriaPreview.others', { count: others })] : names,
          ),
          all:
            others > 0
              ? { value: [level, effect, 0].join('.'), text: words.t('criteriaPreview.all', { count }) }
              : null,
        }
      }),
  }))
  return {
    learners: words.t('criteriaPreview.judged', { count: learners }),
    nobody: effects.length === 0,
    levels: levels.filter(({ effects }) => effects.length > 0),
  }
}

export interface ListView {
  readonly title: string
  readonly names: readonly string[]
  readonly range: string
  readonly earlier: string | null
  readonly later: string | null
}

/** One list of the preview, so many names at a time. */
export function presentList({ effects }: CriteriaPreview, list: PreviewList, words: Words): ListView {
  const { level, effect, offset } = list
  const { count, people } = effects[0] ?? { count: 0, people: [] }
  const page = (start: number) => [level, effect, start].join('.')
  return {
    title: `${words.t(`levels.${level}.name`)}: ${words.t(`criteriaPreview.${effect}`, { count })}`,
    names: people.map((person) => displayName(person, words)),
    range: words.t('criteriaPreview.range', {
      from: words.number(people.length === 0 ? 0 : offset + 1),
      to: words.number(offset + people.length),
      total: words.number(count),
    }),
    earlier: offset > 0 ? page(Math.max(0, offset - LISTED)) : null,
    later: offset + people.length < count ? page(offset + LISTED) : null,
  }
}
