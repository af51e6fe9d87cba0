import type { Sample } from '../../app/contract/looks.ts'
import type { Words } from '../language/words.ts'

export interface SampleView {
  readonly level: string
  readonly alt: string
  readonly small: string
  readonly large: string
}

/** Badges as they would be, inside the page: nothing of what is only tried has an address. */
export function presentSamples(samples: readonly Sample[], words: Words): SampleView[] {
  const source = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`
  return samples.map(({ level, small, large }) => {
    const name = words.t(`levels.${level}.name`)
    return {
      level: name,
      alt: words.t('looks.sample', { level: name }),
      small: source(small),
      large: source(large),
    }
  })
}
