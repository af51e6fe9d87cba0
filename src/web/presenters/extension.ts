import type { Extension } from '../../app/model.ts'
import type { Words } from '../language/words.ts'
import type { TagView } from './rung.ts'

export interface ExtensionView {
  readonly id: string
  readonly tag: TagView
  readonly asked: string
  readonly reason: string
  readonly decided: string | null
  readonly answer: string | null
}

const TONES = { asked: 'caution', granted: 'good', refused: 'bad' } as const

/** A wish for more time, and what was said to it. */
export function presentExtension(extension: Extension, words: Words): ExtensionView {
  const { state, until, decidedAt } = extension
  return {
    id: extension.id,
    tag: {
      tone: TONES[state],
      text: words.t(`moreTime.states.${state}`, { date: until === null ? '' : words.date(until) }),
      ...(state === 'granted' && { mark: '✓' as const }),
    },
    asked: words.moment(extension.askedAt),
    reason: extension.reason,
    decided: decidedAt === null ? null : words.moment(decidedAt),
    answer: extension.answer,
  }
}
