import type {
  Field,
  ImportPlan,
  ImportView,
  Mark,
  Meaning,
  PageOf,
  PlannedChange,
} from '../../app/contract/imports.ts'
import { FIELDS, MEANINGS } from '../../app/importing/types.ts'
import { KINDS } from '../../core/activity.ts'
import type { Words } from '../language/words.ts'
import { type Paging, pagesOf } from './paging.ts'
import { displayName } from './people.ts'
import type { Choice } from './progress-table.ts'

export interface ImportPage {
  readonly importId: string
  readonly preview: boolean
  readonly applied: boolean
  /** How many rows it has. */
  readonly length: string
  /** What became of it, or that the same file was applied before. */
  readonly told: readonly string[]
  readonly leftAlone: string | null
  /** The fields of the form, as they were last saved. */
  readonly fields: Readonly<Record<string, string>>
  readonly meanings: readonly Choice[]
  readonly targets: readonly Choice[]
  readonly kinds: readonly Choice[]
  readonly columns: readonly ColumnChoice[]
  readonly recognised: string
  /** The columns need looking at, or the reader does. */
  readonly open: boolean
  /** Where the file has several tables: their choice. */
  readonly sheets: readonly Choice[] | null
  readonly sample: {
    readonly headings: readonly string[]
    readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[]
    readonly paging: Paging
  }
  readonly missing: string | null
  readonly plan: PlanPage | null
}

export interface ColumnChoice {
  readonly field: Field
  readonly name: string
  readonly choices: readonly Choice[]
}

export interface PlanPage {
  readonly shown: string
  readonly nothing: boolean
  readonly tiles: readonly { count: string; name: string }[]
  readonly notes: readonly string[]
  readonly ambiguous: { title: string; rows: readonly AmbiguousLine[]; paging: Paging } | null
  readonly unknown: LeftList | null
  readonly unclear: LeftList | null
  readonly people: readonly PersonLine[]
  readonly paging: Paging
}

interface LeftList {
  readonly title: string
  readonly lines: readonly string[]
  readonly paging: Paging
}

interface AmbiguousLine {
  readonly row: number
  readonly label: string
  readonly choices: readonly Choice[]
}

interface PersonLine {
  readonly name: string
  readonly by: string
  readonly before: string
  readonly after: string
  readonly change: string
  readonly tone: string
}

/** A register: what it is, and what applying it would do or did. */
export function presentImport(view: ImportView, words: Words, base: string): ImportPage {
  const { record, missing, plan } = view
  const { settings, state } = record
  const href = `${base}/imports/${record.id}`
  const heading = (index: number | undefined) =>
    index !== undefined && headingAt(record.headings, index, words)
  const known = FIELDS.filter((field) => settings.columns[field] !== undefined)
  return {
    importId: record.id,
    preview: state === 'preview',
    applied: state === 'applied',
    length: words.t('imports.rows', { count: record.rowCount }),
    told: toldOf(view, words),
    leftAlone:
      view.leftAlone.length === 0
        ? null
        : words.t('imports.leftAlone', {
            names: words.list(view.leftAlone.map((one) => displayName(one, words))),
          }),
    fields: {
      title: 'title' in settings.target ? settings.target.title : '',
      minutes: String(settings.minutes ?? ''),
      day: settings.day ?? '',
      outOf: String(settings.outOf),
    },
    meanings: MEANINGS.map((value) => ({
      value,
      name: words.t(`imports.meanings.${value}`),
      chosen: value === settings.meaning,
    })),
    targets: [
      { value: 'new', name: words.t('imports.newActivity'), chosen: 'title' in settings.target },
      ...view.targets.map(({ id, title, source }) => ({
        value: id,
        name: `${title} · ${words.t(`sourceNames.${source}`)}`,
        chosen: 'activityId' in settings.target && settings.target.activityId === id,
      })),
    ],
    kinds: KINDS.map((value) => ({
      value,
      name: words.t(`kinds.${value}`),
      chosen: 'kind' in settings.target && settings.target.kind === value,
    })),
    columns: FIELDS.map((field) => ({
      field,
      name: words.t(`imports.fields.${field}`),
      choices: record.headings.map((_, index) => ({
        value: String(index),
        name: headingAt(record.headings, index, words),
        chosen: settings.columns[field] === index,
      })),
    })),
    recognised: known
      .map((field) => `${words.t(`imports.fields.${field}`)}: ${heading(settings.columns[field])}`)
      .join(' · '),
    open: missing !== null || view.sample.page > 1,
    sample: {
      headings: record.headings.map((_, index) => headingAt(record.headings, index, words)),
      rows: view.sample.rows.map((cells, index) => ({ number: view.sample.firstRow + index, cells })),
      paging: pagingOf(view.sample, href, 'rows', 'sample'),
    },
    sheets:
      record.sheets.length < 2
        ? null
        : record.sheets.map(({ name, rowCount }, index) => ({
            value: String(index),
            name: `${name || words.t('imports.sheetNumber', { number: index + 1 })} · ${words.t('imports.rows', { count: rowCount })}`,
            chosen: index === record.sheet,
          })),
    missing: missing && words.t(`imports.missing.${missing}`),
    plan: plan && presentPlan(plan, view, words, href),
  }
}

const headingAt = (headings: readonly string[], index: number, words: Words) =>
  headings[index] || words.t('imports.column', { number: index + 1 })

function toldOf({ record, before, activity, written }: ImportView, words: Words): string[] {
  const title = words.t('common.quoted', { title: activity?.title ?? '' })
  if (record.appliedAt !== null) {
    const values = { count: written, title, when: words.moment(record.appliedAt) }
    const undone = record.undoneAt && words.t('imports.undoneAt', { when: words.moment(record.undoneAt) })
    return [words.t('imports.appliedTo', values), ...(undone ? [undone] : [])]
  }
  return before?.appliedAt ? [words.t('imports.sameFile', { when: words.moment(before.appliedAt) })] : []
}

function presentPlan(plan: ImportPlan, view: ImportView, words: Words, href: string): PlanPage {
  const { counts } = plan
  const { meaning, columns } = view.record.settings
  const number = (name: 'new' | 'changed' | 'same') => ({
    count: words.number(counts[name]),
    name: words.t(`imports.changes.${name}`),
  })
  const note = (name: 'repeated' | 'absent' | 'blank') =>
    counts[name] === 0 ? [] : [words.t(`imports.notes.${name}`, { count: counts[name] })]
  const usernames = columns.username === undefined ? [] : [words.t('imports.notes.usernames')]
  return {
    shown: plan.shown,
    nothing: counts.new + counts.changed === 0,
    tiles: [number('new'), number('changed'), number('same')],
    notes: [...usernames, ...note('repeated'), ...note('absent'), ...note('blank')],
    ambiguous:
      plan.ambiguous.length === 0
        ? null
        : {
            title: words.t('imports.ambiguous', { count: counts.ambiguous }),
            paging: pagingOf(plan.leftPages.ambiguous, href, 'ambiguous', 'ambiguous-title'),
            rows: plan.ambiguous.map(({ row, label, people, chosen }) => ({
              row,
              label: words.t('imports.row', { row, label }),
              choices: [
                ...people.map((person) => ({
                  value: person.id,
                  name: [displayName(person, words), person.email ?? person.sourcedId]
                    .filter(Boolean)
                    .join(' · '),
                  chosen: chosen === person.id,
                })),
                { value: 'nobody', name: words.t('imports.nobody'), chosen: chosen === null },
              ],
            })),
          },
    unknown: leftList(
      'unknown',
      counts.unknown,
      plan.unknown.map(({ row, label }) => words.t('imports.row', { row, label })),
      pagingOf(plan.leftPages.unknown, href, 'unknown', 'unknown-title'),
      words,
    ),
    unclear: leftList(
      'unclear',
      counts.unclear,
      plan.unclear.map(({ row, label, value }) => words.t('imports.unclearRow', { row, label, value })),
      pagingOf(plan.leftPages.unclear, href, 'unclear', 'unclear-title'),
      words,
    ),
    people: plan.people.map((one) => presentPerson(one, meaning, words)),
    paging: pagingOf(plan, href, 'page', 'people'),
  }
}

function leftList(
  name: 'unknown' | 'unclear',
  count: number,
  lines: readonly string[],
  paging: Paging,
  words: Words,
): LeftList | null {
  return count === 0 ? null : { title: words.t(`imports.${name}`, { count }), lines, paging }
}

const TONES = { new: 'good', changed: 'caution', same: 'quiet' } as const

function presentPerson(one: PlannedChange, meaning: Meaning, words: Words): PersonLine {
  const minutes =
    one.minutes === null ? '' : ` · ${words.t('imports.minutes', { count: Math.floor(one.minutes) })}`
  const rows = words.t('imports.inRows', { rows: one.rows.slice(0, 5).join(', ') })
  const day = one.day === null ? '' : ` · ${words.day(one.day)}`
  return {
    name: displayName(one.person, words),
    by: `${words.t(`imports.by.${one.by}`)} · ${rows}`,
    before: one.before === null ? words.t('imports.marks.none') : markText(one.before, meaning, words),
    after: markText(one.after, meaning, words) + minutes + day,
    change: words.t(`imports.changes.${one.change}`),
    tone: TONES[one.change],
  }
}

function markText({ completed, score, maximum, standing }: Mark, meaning: Meaning, words: Words): string {
  if (score !== null)
    return words.t('imports.marks.score', { score: words.number(score), maximum: words.number(maximum ?? 0) })
  if (standing !== null) return words.t(`imports.marks.${standing}`)
  if (meaning === 'attendance') return words.t(`imports.marks.${completed ? 'present' : 'absent'}`)
  return words.t(`imports.marks.${completed ? 'done' : 'notDone'}`)
}

/** Links to the pages of one list; the others begin with their first. */
function pagingOf({ page, pages }: PageOf, href: string, name: string, anchor: string): Paging {
  return pagesOf(pages, { page, size: 1 }, (to) => `${href}?${name}=${to}#${anchor}`)
}
