import type { Registered } from '../../app/contract.ts'
import type { Words } from '../language/words.ts'

export interface RegisteredView {
  readonly title: string
  /** Whether the operator of the tool still has to do something. */
  readonly standing: string
  readonly waits: boolean
  /** What the VLE's administrator does next, in this product's own words. */
  readonly steps: readonly string[]
  /** JSON: where the page may say that it can be closed. */
  readonly origins: string
  readonly [key: string]: unknown
}

/** The page after a registration. */
export function presentRegistered(registered: Registered, words: Words): RegisteredView {
  const { platform, product, again } = registered
  const standing = registered.changeWaits && platform.status === 'approved' ? 'change' : platform.status
  return {
    title: words.t(again ? 'registration.again' : 'registration.title', { name: platform.name }),
    standing: words.t(`registration.standing.${standing}`),
    waits: standing !== 'approved',
    steps: steps(product, words),
    origins: JSON.stringify(registered.frameOrigins.filter((origin) => !origin.includes('*'))),
  }
}

function steps(product: Registered['product'], words: Words): string[] {
  const found: string[] = []
  for (let step = 1; words.has(`registration.steps.${product}.${step}`); step += 1)
    found.push(words.t(`registration.steps.${product}.${step}`))
  return found
}
