import type { CriteriaView } from '../../app/contract.ts'
import type { CriteriaVersion, Person } from '../../app/model.ts'
import type { Words } from '../language/words.ts'
import { type LevelLine, levelLines, titlesOf } from './criterion-sentence.ts'
import { displayName } from './people.ts'

export interface HistoryLine {
  readonly version: number
  readonly when: string
  readonly by: string | null
  readonly note: string
  readonly current: boolean
}

export interface CriteriaPage {
  readonly version: number
  readonly saved: string
  /** To read; whoever may edit has a form in their place. */
  readonly levels: readonly LevelLine[]
  readonly history: readonly HistoryLine[]
  readonly issuer: { readonly name: string; readonly href: string }
}

export function presentCriteria(view: CriteriaView, words: Words): CriteriaPage {
  const { current, issuer } = view
  return {
    version: current.version,
    saved: words.moment(current.savedAt),
    levels: levelLines(current.criteria, words, titlesOf(view.activities)),
    history: presentHistory(view.history, current.version, view.people, words),
    issuer: { name: issuer.name, href: `/issuers/${issuer.id}` },
  }
}

function presentHistory(
  history: readonly CriteriaVersion[],
  current: number,
  people: readonly Person[],
  words: Words,
): HistoryLine[] {
  const names = new Map(people.map((person) => [person.id, displayName(person, words)]))
  return history
    .toSorted((a, b) => b.version - a.version)
    .map(({ version, savedAt, savedBy, note }) => ({
      version,
      when: words.moment(savedAt),
      by: (savedBy !== null && names.get(savedBy)) || null,
      note: note ?? (version === 1 ? words.t('criteria.first') : ''),
      current: version === current,
    }))
}
