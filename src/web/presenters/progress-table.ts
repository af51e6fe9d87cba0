import { ATTENTIONS, type Attention, PROGRESS_SORTS, type ProgressSort } from '../../app/attention.ts'
import type { TutorView } from '../../app/contract.ts'
import type { ProgressListing } from '../../app/ports.ts'
import { LEVEL_IDS, type LevelId } from '../../core/ladder.ts'
import type { Words } from '../language/words.ts'
import { type CopyOfferView, presentCopyOffer } from './copy-offer.ts'
import { levelCell } from './level-cell.ts'
import { missing } from './missing.ts'
import { type Paging, presentPaging } from './paging.ts'
import { displayName } from './people.ts'
import { presentRun, type RunView } from './run.ts'
import type { TagView } from './rung.ts'
import { presentSetUp, type SetUpView } from './set-up.ts'

export interface Asked {
  readonly search?: string | undefined
  readonly holds?: LevelId | undefined
  readonly attention?: Attention | undefined
  readonly group?: string | undefined
  readonly sort?: ProgressSort | undefined
  readonly page: number
  readonly size: number
  /** `/s/{id}` */
  readonly base: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

export interface ProgressPage {
  readonly tiles: readonly { level: LevelId | null; count: string; name: string }[]
  readonly run: RunView
  readonly copy: CopyOfferView | null
  readonly setUp: readonly SetUpView[]
  readonly evidence: { title: string; href: string } | null
  readonly flagged: { title: string; href: string } | null
  readonly proposed: { title: string; href: string } | null
  readonly criteriaVersion: number
  readonly filter: {
    search: string
    holds: readonly Choice[]
    attention: readonly Choice[]
    /** None where the VLE tells of no groups. */
    groups: readonly Choice[]
    sort: readonly Choice[]
    active: boolean
  }
  readonly rows: readonly RowView[]
  readonly levels: readonly { value: LevelId; name: string }[]
  readonly found: string
  /** Where the learners found are to be had as a file. */
  readonly files: { csv: string; xlsx: string }
  readonly paging: Paging
}

export interface Choice {
  readonly value: string
  readonly name: string
  readonly chosen: boolean
}

export interface RowView {
  readonly name: string
  readonly id: string
  readonly choose: string
  readonly href: string
  readonly cells: readonly { level: string; tag: TagView | null }[]
  readonly missing: string
}

/** Everybody's progress, in pages of `asked.size`. */
export function presentProgress(view: TutorView, words: Words, asked: Asked): ProgressPage {
  const { counts, listing } = view
  return {
    tiles: [
      {
        level: null,
        count: words.number(counts.learners),
        name: words.t('tutor.learners', { count: counts.learners }),
      },
      ...LEVEL_IDS.map((level) => ({
        level,
        count: words.number(counts.held[level]),
        name: words.t(`levels.${level}.name`),
      })),
    ],
    run: presentRun(view.run, words),
    copy: view.copy && presentCopyOffer(view.copy, words),
    setUp: view.setUp.map((step) => presentSetUp(step, words, asked.base)),
    evidence: card('evidence', counts.evidence, words, `${asked.base}/reviews?state=waiting`),
    flagged: card('flagged', counts.flagged, words, `${asked.base}/flagged`),
    proposed: card('proposed', counts.proposed, words, `${asked.base}/proposals`),
    criteriaVersion: view.criteriaVersion,
    filter: {
      search: asked.search ?? '',
      holds: choices(LEVEL_IDS, asked.holds, (id) => words.t(`levels.${id}.name`)),
      groups: view.groups.map(({ id, name }) => ({ value: id, name, chosen: id === asked.group })),
      attention: choices(ATTENTIONS, asked.attention, (id) => words.t(`attention.${id}`)),
      sort: choices(PROGRESS_SORTS, asked.sort ?? 'name', (id) => words.t(`filter.sorts.${id}`)),
      active: Boolean(asked.search || asked.holds || asked.attention || asked.group || asked.sort),
    },
    levels: LEVEL_IDS.map((value) => ({ value, name: words.t(`levels.${value}.name`) })),
    rows: listing.rows.map((row) => presentRow(row, words, asked)),
    found: words.t('tutor.found', { count: listing.total }),
    files: { csv: fileLink(asked, 'csv'), xlsx: fileLink(asked, 'xlsx') },
    paging: presentPaging(listing.total, asked),
  }
}

function fileLink({ base, search, holds, attention, group, sort }: Asked, ending: 'csv' | 'xlsx'): string {
  const given = Object.entries({ search, holds, attention, group, sort }).filter(
    (pair): pair is [string, string] => Boolean(pair[1]),
  )
  return `${base}/progress.${ending}?${new URLSearchParams(given)}`
}

function card(what: 'evidence' | 'flagged' | 'proposed', count: number, words: Words, href: string) {
  return count === 0 ? null : { title: words.t(`tutor.${what}Waits`, { count }), href }
}

function choices<T extends string>(
  ids: readonly T[],
  chosen: string | undefined,
  name: (id: T) => string,
): Choice[] {
  return ids.map((id) => ({ value: id, name: name(id), chosen: id === chosen }))
}

function presentRow(row: ProgressListing['rows'][number], words: Words, { base, now }: Asked): RowView {
  const name = displayName(row.person, words)
  return {
    id: row.person.id,
    name,
    choose: words.t('tutor.choose', { name }),
    href: `${base}/learners/${row.person.id}`,
    cells: LEVEL_IDS.map((level) => ({
      level: words.t(`levels.${level}.name`),
      tag: levelCell(row, level, words, now),
    })),
    missing: missing(row, words),
  }
}
