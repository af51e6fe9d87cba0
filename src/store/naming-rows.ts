import { foldName } from '../app/importing/fold.ts'
import type { ImportRecord } from '../app/importing/types.ts'
import type { Person } from '../app/model.ts'
import type { Executor } from './executor.ts'
import type { Rows, Tables } from './models/index.ts'

/** As uploads are kept: rows of the n-th table of a file begin at page n × 1,000, each page has as many rows. */
const A_PAGE = 1_000

/** A kept page of an upload, and which of its rows name the person: by address, number, identifier or name, or as somebody said. */
export interface NamingPage {
  readonly page: Rows['importRows']
  readonly rows: ReadonlySet<number>
}

/** In uploads to courses that the person is or was in. */
export async function namingPages(
  db: Executor,
  { imports, importRows }: Pick<Tables, 'imports' | 'importRows'>,
  person: Person,
): Promise<NamingPage[]> {
  const within = 'course_id IN (SELECT course_id FROM enrolments WHERE person_id = $1)'
  const records = new Map((await imports.all(db, within, [person.id])).map((one) => [one.id, one]))
  if (records.size === 0) return []
  const pages = await importRows.all(db, `import_id IN (SELECT id FROM imports WHERE ${within})`, [person.id])
  const names = namesPerson(person)
  return pages.flatMap((page) => {
    const record = records.get(page.importId)
    const chosen = record ? chosenRows(record, page.page, person.id) : []
    const found = page.cells.flatMap((cells, index) => (names(cells) ? [index] : []))
    const rows = new Set([...found, ...chosen.filter((index) => index < page.cells.length)])
    return rows.size === 0 ? [] : [{ page, rows }]
  })
}

/** Places in a page of the rows of which somebody said that they mean this person. */
function chosenRows({ choices, firstRow, sheet }: ImportRecord, page: number, personId: string): number[] {
  return Object.entries(choices).flatMap(([row, chosen]) => {
    const index = Number(row) - firstRow
    const there = chosen === personId && sheet * A_PAGE + Math.floor(index / A_PAGE) === page
    return there ? [index % A_PAGE] : []
  })
}

function namesPerson({ sub, name, email, sourcedId }: Person): (cells: readonly string[]) => boolean {
  const key = (text: string) => text.trim().toLowerCase()
  const ids = new Set([sub, email ?? '', sourcedId ?? ''].map(key).filter((one) => one !== ''))
  const folded = foldName(name ?? '')
  const called = (text: string) => folded !== '' && foldName(text) === folded
  return (cells) =>
    cells.some((cell, index) => {
      if (ids.has(key(cell)) || called(cell)) return true
      // A first name beside a last one, in either order.
      const beside = cells[index + 1]
      return beside !== undefined && (called(`${cell} ${beside}`) || called(`${beside} ${cell}`))
    })
}
