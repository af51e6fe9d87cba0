import { MARKS, type Mark, type RegisterView } from '../../app/contract/attendance.ts'
import type { Words } from '../language/words.ts'
import { type Paging, pagesOf } from './paging.ts'
import { displayName } from './people.ts'

export interface RegisterPage {
  readonly href: string
  readonly sessionHref: string | null
  readonly lead: string
  readonly counts: readonly { text: string }[]
  /** How many have no mark yet, and what all of them may be given; `null`: none is left. */
  readonly rest: { readonly text: string; readonly choices: readonly MarkChoice[] } | null
  readonly search: string
  readonly found: string
  readonly rows: readonly {
    readonly id: string
    readonly name: string
    readonly profile: string
    readonly was: Mark | ''
    readonly detail: string
    readonly choices: readonly (MarkChoice & { chosen: boolean })[]
  }[]
  readonly paging: Paging
}

interface MarkChoice {
  readonly value: Mark
  readonly name: string
}

/** A page of a register; what tutors confirm knows no lateness. */
export function presentRegister(
  { activity, counts, total, rows }: RegisterView,
  words: Words,
  asked: { search: string; page: number; size: number; base: string },
): RegisterPage {
  const { source } = activity
  const marks = MARKS.filter((mark) => source === 'check-in' || mark !== 'late')
  const choices = marks.map((value) => ({ value, name: words.t(`register.marks.${source}.${value}`) }))
  const href = `${asked.base}/registers/${activity.id}`
  return {
    href: `${href}${queryOf(asked.search, asked.page)}`,
    sessionHref: source === 'check-in' ? `${href}/session` : null,
    lead: words.t(`register.lead.${source}`),
    counts: [...marks, 'open' as const].map((mark) => ({
      text: words.t(`register.counts.${source}.${mark}`, { count: counts[mark] }),
    })),
    rest: counts.open === 0 ? null : { text: words.t('register.rest', { count: counts.open }), choices },
    search: asked.search,
    found: words.t('tutor.found', { count: total }),
    rows: rows.map((row) => ({
      id: row.person.id,
      name: displayName(row.person, words),
      profile: `${asked.base}/learners/${row.person.id}`,
      was: row.mark ?? '',
      detail: whoSaidSo(row, words),
      choices: choices.map((choice) => ({ ...choice, chosen: choice.value === row.mark })),
    })),
    paging: pagesOf(total, asked, (page) => `${href}${queryOf(asked.search, page)}#learners`),
  }
}

export function queryOf(search: string, page: number): string {
  const query = new URLSearchParams({ ...(search && { search }), ...(page > 1 && { page: String(page) }) })
  return query.size === 0 ? '' : `?${query}`
}

function whoSaidSo({ record, by }: RegisterView['rows'][number], words: Words): string {
  if (record === null) return ''
  const moment = words.moment(record.observedAt)
  if (by !== null) return words.t('register.by', { name: displayName(by, words), moment })
  return words.t(record.origin === 'register' ? 'register.byTutor' : 'register.byLearner', { moment })
}
