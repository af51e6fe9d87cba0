import type { Criterion } from '../../core/criteria.ts'
import { type CourseCriteria, LEVEL_IDS, type LevelCriteria, type LevelId } from '../../core/ladder.ts'
import type { Words } from '../language/words.ts'
import { criterionSentence, type Titles, termsOf } from './criterion-sentence.ts'

export interface DifferenceLine {
  readonly change: 'same' | 'out' | 'in'
  /** The same in words. */
  readonly mark: string
  readonly text: string
  /** How deep it stands within groups: 0 for the level's own line. */
  readonly depth: number
}

export interface LevelDifference {
  readonly id: LevelId
  readonly name: string
  readonly changed: boolean
  readonly lines: readonly DifferenceLine[]
}

/** What two versions say, level by level and line by line: what was taken out, what came in, and what stands around it. */
export function presentDifferences(
  before: CourseCriteria | null,
  after: CourseCriteria,
  words: Words,
  titles: Titles,
): LevelDifference[] {
  return LEVEL_IDS.map((id) => {
    const lines = compared(
      before ? sentencesOf(before[id], words, titles) : [],
      sentencesOf(after[id], words, titles),
    )
    return {
      id,
      name: words.t(`levels.${id}.name`),
      changed: lines.some(({ change }) => change !== 'same'),
      lines: lines.map((line) => ({ ...line, mark: words.t(`criteriaVersions.${line.change}`) })),
    }
  })
}

interface Sentence {
  readonly text: string
  readonly depth: number
}

function sentencesOf(level: LevelCriteria, words: Words, titles: Titles): Sentence[] {
  const within = (criterion: Criterion, depth: number): Sentence[] => [
    { text: criterionSentence(criterion, words, titles), depth },
    ...('of' in criterion ? criterion.of.flatMap((child) => within(child, depth + 1)) : []),
  ]
  return [...within(level.criterion, 0), ...termsOf(level, words).map((text) => ({ text, depth: 0 }))]
}

const same = (one: Sentence | undefined, other: Sentence | undefined) =>
  one !== undefined && one.text === other?.text && one.depth === other.depth

type Compared = Sentence & Pick<DifferenceLine, 'change'>

/** By the longest common run of lines: a hundred conditions at most, so the plain table is enough. */
function compared(before: readonly Sentence[], after: readonly Sentence[]): Compared[] {
  const common = before.map(() => new Array<number>(after.length + 1).fill(0))
  common.push(new Array<number>(after.length + 1).fill(0))
  const longest = (i: number, j: number) => common[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = common[i] as number[]
      row[j] = same(before[i], after[j])
        ? longest(i + 1, j + 1) + 1
        : Math.max(longest(i + 1, j), longest(i, j + 1))
    }
  }
  const lines: Compared[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [out, into] = [before[i], after[j]]
    if (out && same(out, into)) {
      lines.push({ ...out, change: 'same' })
      i += 1
      j += 1
    } else if (out && (!into || longest(i + 1, j) >= longest(i, j + 1))) {
      lines.push({ ...out, change: 'out' })
      i += 1
    } else if (into) {
      lines.push({ ...into, change: 'in' })
      j += 1
    }
  }
  return lines
}
