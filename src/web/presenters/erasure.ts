import type { Erasure } from '../../app/contract/personal.ts'
import type { Words } from '../language/words.ts'
import { displayName } from './people.ts'

export interface ErasureView {
  readonly title: string
  readonly name: string
  /** What is to be typed. */
  readonly confirmation: string
  /** How many of each kind of thing go; those of which there is none are left out. */
  readonly goes: readonly { readonly name: string; readonly count: number }[]
  readonly courses: readonly string[]
  readonly listed: boolean
}

/** What erasing somebody would take away, before anybody does it. */
export function presentErasure(erasure: Erasure, words: Words): ErasureView {
  const name = displayName(erasure.person, words)
  return {
    title: words.t('held.erase.title', { name }),
    name,
    confirmation: erasure.confirmation,
    goes: Object.entries(erasure.goes).flatMap(([kind, count]) =>
      count === 0 ? [] : [{ name: words.t(`held.erase.goes.${kind}`), count }],
    ),
    courses: erasure.courses,
    listed: erasure.listed,
  }
}
