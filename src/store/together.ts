import type { Executor, Row } from './executor.ts'
import { type Cell, type Gathered, rowsAsJson } from './json-groups.ts'
import type { Table } from './table.ts'

/** Rows to be read: `where` is SQL after WHERE, with its order; or cells of what is no table, which come as they are. */
type Wanted<T> = { readonly table: Table<T>; readonly where: string } | Gathered

/**
 * Reads rows of several tables by one statement that answers one row, a table's rows as JSON in each of its columns: one way to the
 * database and back in place of many, at one moment of it. The parameters are those of all. The text is written once.
 */
export function together<T extends object>(
  db: Executor,
  wanted: { readonly [Name in keyof T]: Wanted<T[Name]> },
): (values: readonly unknown[]) => Promise<{ [Name in keyof T]: T[Name][] }> {
  const names = Object.keys(wanted) as (keyof T & string)[]
  const write = () => `SELECT ${names.map((name) => `(${rowsOf(db, wanted[name])}) AS "${name}"`).join(', ')}`
  let sql: string | null = null
  return async (values) => {
    sql ??= write()
    const [found = {}] = await db.read(sql, values)
    const rows = {} as { [Name in keyof T]: T[Name][] }
    for (const name of names) rows[name] = decoded(wanted[name], found[name])
    return rows
  }
}

function rowsOf<T>(db: Executor, wanted: Wanted<T>): string {
  if ('cells' in wanted) return `SELECT ${rowsAsJson(db, wanted.cells)} FROM ${wanted.from}`
  const { table, where } = wanted
  const cells = table.columns.map(
    ({ field, sqlType }): Cell => (sqlType === 'double precision' ? { number: field } : field),
  )
  return `SELECT ${rowsAsJson(db, cells)} FROM (SELECT ${table.fields.join(', ')} FROM ${table.name} WHERE ${where}) AS rows`
}

/** PostgreSQL gathers no row to `NULL`. */
function decoded<T>(wanted: Wanted<T>, json: unknown): T[] {
  const rows = JSON.parse(json == null ? '[]' : String(json)) as unknown[][]
  return 'cells' in wanted ? (rows as T[]) : rows.map((cells) => recordOf(wanted.table, cells))
}

/** A row that came as JSON: a cell for each of the table's fields. */
export function recordOf<T>({ columns }: Table<T>, cells: readonly unknown[]): T {
  const row: Row = {}
  for (const [index, { attribute, decode }] of columns.entries()) row[attribute] = decode(cells[index])
  return row as T
}
