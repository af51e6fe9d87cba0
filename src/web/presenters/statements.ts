import type { ConfirmationsView, Statement, StatementView } from '../../app/contract/attendance.ts'
import type { Words } from '../language/words.ts'
import { type Paging, pagesOf } from './paging.ts'
import { displayName } from './people.ts'
import { queryOf } from './register.ts'

export interface StatementPage {
  readonly href: string
  readonly lead: string
  readonly towards: string
  readonly counts: string
  readonly rest: string | null
  readonly search: string
  readonly found: string
  readonly rows: readonly {
    id: string
    name: string
    profile: string
    confirmed: boolean
    detail: string
  }[]
  readonly paging: Paging
}

/** A page of learners with a tutor's word on one statement. */
export function presentStatement(
  { statement, confirmed, learners, total, rows }: StatementView,
  words: Words,
  asked: { search: string; page: number; size: number; base: string },
): StatementPage {
  const href = `${asked.base}/statements/${statement.id}`
  const open = learners - confirmed
  return {
    href: `${href}${queryOf(asked.search, asked.page)}`,
    lead: words.t('statement.lead'),
    towards: towards(statement, words),
    counts: words.t('statement.counts', { count: learners, confirmed }),
    rest: open === 0 ? null : words.t('statement.rest', { count: open }),
    search: asked.search,
    found: words.t('tutor.found', { count: total }),
    rows: rows.map(({ person, confirmation, by }) => ({
      id: person.id,
      name: displayName(person, words),
      profile: `${asked.base}/learners/${person.id}`,
      confirmed: confirmation !== null,
      detail: confirmation
        ? [
            words.t(by ? 'register.by' : 'register.byTutor', {
              name: by ? displayName(by, words) : '',
              moment: words.moment(confirmation.confirmedAt),
            }),
            confirmation.note,
          ]
            .filter(Boolean)
            .join(' · ')
        : '',
    })),
    paging: pagesOf(total, asked, (page) => `${href}${queryOf(asked.search, page)}#learners`),
  }
}

export interface StatementLine {
  readonly text: string
  readonly towards: string
  readonly href: string
}

/** What tutors may confirm in a course, as links. */
export function presentStatements(
  statements: readonly Statement[],
  words: Words,
  base: string,
): StatementLine[] {
  return statements.map((statement) => ({
    text: statement.text,
    towards: towards(statement, words),
    href: `${base}/statements/${statement.id}`,
  }))
}

export interface ConfirmationsSection {
  readonly statements: readonly { id: string; text: string; towards: string; confirmed: string | null }[]
  readonly equivalent: { readonly text: string; readonly confirmed: string } | null
}

/** What tutors confirmed of one learner. */
export function presentConfirmations(view: ConfirmationsView, words: Words): ConfirmationsSection {
  const { equivalent } = view
  return {
    statements: view.statements.map(({ statement, confirmation }) => ({
      id: statement.id,
      text: statement.text,
      towards: towards(statement, words),
      confirmed: confirmation && said(confirmation, words),
    })),
    equivalent: equivalent && {
      text: words.t('reasons.attended-elsewhere', {
        statement: equivalent.note ?? '',
        takenOn: words.day(equivalent.takenOn ?? ''),
      }),
      confirmed: said({ ...equivalent, note: null }, words),
    },
  }
}

function said({ confirmedAt, note }: { confirmedAt: string; note: string | null }, words: Words): string {
  const line = words.t('statement.confirmed', { moment: words.moment(confirmedAt) })
  return note === null ? line : `${line} · ${note}`
}

const towards = ({ levels }: Statement, words: Words) =>
  words.t('statement.towards', { levels: words.list(levels.map((level) => words.t(`levels.${level}.name`))) })
