import type { ImportRecord } from '../../app/contract/imports.ts'
import type { Words } from '../language/words.ts'

export interface ImportLine {
  readonly href: string
  readonly name: string
  readonly detail: string
}

/** The last registers of a course, a line each. */
export function presentImports(
  records: readonly (ImportRecord & { readonly title: string | null })[],
  words: Words,
  base: string,
): ImportLine[] {
  return records.map((record) => {
    const { id, fileName, state, title, createdAt, appliedAt, undoneAt, rowCount } = record
    const when = words.moment(undoneAt ?? appliedAt ?? createdAt)
    const what = words.t(`imports.states.${state}`, { when })
    const rows = words.t('imports.rows', { count: rowCount })
    const where = title === null ? [] : [words.t('common.quoted', { title })]
    return { href: `${base}/imports/${id}`, name: fileName, detail: [what, ...where, rows].join(' · ') }
  })
}
