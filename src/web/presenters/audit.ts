import { AUDIT_ACTIONS, type AuditAction } from '../../app/audit-actions.ts'
import type { AuditListing } from '../../app/contract/records.ts'
import type { AuditEntry, AuditPerson } from '../../app/ports.ts'
import type { Words } from '../language/words.ts'
import { type Paging, pagesOf } from './paging.ts'
import type { Choice } from './progress-table.ts'

export interface AuditAsked {
  readonly person: string
  readonly action: AuditAction | null
  /** Days of the calendar, both included; empty: from the beginning, until now. */
  readonly from: string
  readonly to: string
  readonly page: number
  readonly size: number
  /** `/s/{id}` */
  readonly base: string
}

export interface AuditPage {
  readonly filter: { person: string; from: string; to: string; actions: readonly Choice[]; active: boolean }
  readonly found: string
  readonly rows: readonly AuditRow[]
  readonly paging: Paging
  /** The same lines as a file. */
  readonly csv: string
}

export interface AuditRow {
  readonly when: string
  readonly who: string
  readonly what: string
  /** Whom it was done to, and their page. */
  readonly about: string | null
  readonly href: string | null
  readonly why: string | null
}

/** Who did what, when and why, in words. */
export function presentAudit(listing: AuditListing, words: Words, asked: AuditAsked): AuditPage {
  const { person, action, from, to, base } = asked
  const kept = Object.entries({ person, action: action ?? '', from, to }).filter(([, value]) => value !== '')
  const link = (path: string, more: Record<string, string> = {}) => {
    const query = new URLSearchParams({ ...Object.fromEntries(kept), ...more }).toString()
    return `${base}${path}${query === '' ? '' : `?${query}`}`
  }
  const actions = AUDIT_ACTIONS.map((value) => ({
    value,
    name: words.t(`audit.names.${value}`),
    chosen: value === action,
  }))
  return {
    filter: {
      person,
      from,
      to,
      actions: actions.toSorted((a, b) => a.name.localeCompare(b.name, words.language)),
      active: kept.length > 0,
    },
    found: words.t('audit.found', { count: listing.total }),
    rows: listing.entries.map((entry) => rowOf(entry, listing, words, base)),
    paging: pagesOf(listing.total, asked, (page) => link('/audit', { page: String(page) })),
    csv: link('/audit.csv'),
  }
}

function rowOf(entry: AuditEntry, { activities }: AuditListing, words: Words, base: string): AuditRow {
  const { line, actor, subject } = entry
  return {
    when: words.moment(line.at),
    who: whoDid(entry, words),
    what: whatWasDone(entry, activities, words),
    about: aboutWhom(entry, words),
    href: subject && subject.id !== actor?.id ? `${base}/learners/${subject.id}` : null,
    why: line.reason,
  }
}

/** Columns of the file, in its reader's language. */
export function auditColumns(words: Words): string[] {
  return ['when', 'who', 'whoId', 'what', 'action', 'about', 'aboutId', 'why', 'detail'].map((column) =>
    words.t(`audit.columns.${column}`),
  )
}

/** One line of the file: words for people, and the codes and ids that do not change with the language. */
export function auditRecord(
  entry: AuditEntry,
  activities: ReadonlyMap<string, string>,
  words: Words,
): (string | null)[] {
  const { line } = entry
  return [
    line.at,
    whoDid(entry, words),
    line.actorId,
    whatWasDone(entry, activities, words),
    line.action,
    aboutWhom(entry, words),
    line.subjectId,
    line.reason,
    JSON.stringify(line.detail),
  ]
}

function whoDid({ line, actor }: AuditEntry, words: Words): string {
  if (line.actorId === null) return words.t('audit.tool')
  return actor === null ? words.t('audit.erased') : nameOf(actor, words)
}

/** Within a course a line is about a person, or about nobody. */
function aboutWhom({ line, subject }: AuditEntry, words: Words): string | null {
  if (subject !== null) return nameOf(subject, words)
  return line.subjectId === null ? null : words.t('audit.erased')
}

function nameOf({ id, name }: AuditPerson, words: Words): string {
  return name ?? words.t('people.nameless', { id: id.slice(0, 4) })
}

function whatWasDone(
  { line: { action, detail } }: AuditEntry,
  activities: ReadonlyMap<string, string>,
  words: Words,
): string {
  const { level, version, activity, after } = detail
  return words.t(`audit.actions.${action}`, {
    ...(action === 'activity.mapped' && after === null && { context: 'nothing' }),
    level: level ? words.t(`levels.${level}.name`) : '',
    version: version ?? '',
    activity: activities.get(String(activity)) ?? words.t('audit.someActivity'),
    kind: after ? words.t(`kinds.${after}`) : '',
  })
}
