import type { TutorView } from '../../app/contract.ts'
import type { Words } from '../language/words.ts'
import { type CriterionView, presentCriterion } from './criterion.ts'
import { type Paging, pagesOf } from './paging.ts'
import { displayName } from './people.ts'

/** `proposed`: levels that wait for approval. `flagged`: levels held that are no longer met. */
export type Waiting = 'proposed' | 'flagged'

export interface WaitingPage {
  readonly lead: string
  readonly found: string
  readonly rows: readonly WaitingRow[]
  readonly paging: Paging
}

export interface WaitingRow {
  /** `personId:level` */
  readonly target: string
  readonly name: string
  readonly href: string
  readonly level: string
  readonly choose: string
  /** Every condition of the level with its state, its source and its time. */
  readonly criteria: readonly CriterionView[]
  readonly since: string
}

/** A line for each level that waits for a person, with all reasons. */
export function presentWaiting(
  which: Waiting,
  { listing }: TutorView,
  words: Words,
  asked: { page: number; size: number; base: string; path: string },
): WaitingPage {
  const rows = listing.rows.flatMap(({ person, progress }): WaitingRow[] =>
    (progress?.[which] ?? []).map((level) => {
      const name = displayName(person, words)
      const found = progress?.progress.levels.find((one) => one.level === level)
      const top = found && presentCriterion(found.evaluation, words, 'staff')
      return {
        target: `${person.id}:${level}`,
        name,
        href: `${asked.base}/learners/${person.id}`,
        level: words.t(`levels.${level}.name`),
        choose: words.t('decisions.choose', { name, level: words.t(`levels.${level}.name`) }),
        criteria: top ? (top.children.length > 0 ? top.children : [top]) : [],
        since: words.moment(progress?.computedAt ?? ''),
      }
    }),
  )
  return {
    lead: words.t(`decisions.${which}.lead`),
    found: words.t('tutor.found', { count: listing.total }),
    rows,
    paging: pagesOf(listing.total, asked, (page) => `${asked.base}${asked.path}?page=${page}`),
  }
}
