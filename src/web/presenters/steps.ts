import type { Achievement } from '../../app/model.ts'
import { LEVEL_IDS } from '../../core/ladder.ts'
import type { Words } from '../language/words.ts'

export interface StepView {
  readonly level: string
  readonly name: string
  readonly meaning: string
  readonly current: boolean
  /** Of an achievement below; `null`: this one, or one that may not be there. */
  readonly href: string | null
}

/** The ladder that an achievement is a step of, lowest first. */
export function presentSteps(
  { level }: Achievement,
  below: readonly Achievement[],
  words: Words,
): StepView[] {
  return LEVEL_IDS.map((id) => {
    const known = below.find((achievement) => achievement.level === id)
    return {
      level: id,
      name: words.t(`levels.${id}.name`),
      meaning: words.t(`issued.levels.${id}.meaning`),
      current: id === level,
      href: known === undefined ? null : `/achievements/${known.id}`,
    }
  })
}
