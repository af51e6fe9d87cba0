import type { Product } from '../../lti/registration/types.ts'
import type { Words } from '../language/words.ts'

export interface WalkThrough {
  readonly title: string
  readonly lead: string
  /** One thing to do each, in the words that this VLE has on its pages. */
  readonly steps: readonly string[]
}

/** How something is set up in a VLE, by the names that its product has for things. */
export function walkThrough(
  what: 'column' | 'mirror' | 'gate',
  product: Product,
  words: Words,
  values: Readonly<Record<string, string>>,
): WalkThrough {
  const here = `walk.${what}.${product}`
  const steps: string[] = []
  while (words.has(`${here}.steps.${steps.length + 1}`)) {
    steps.push(words.t(`${here}.steps.${steps.length + 1}`, values))
  }
  return { title: words.t(`${here}.title`), lead: words.t(`${here}.lead`, values), steps }
}
