import type { Executor } from './executor.ts'

/** A column, or one with a number that must come back to the last bit. */
export type Cell = string | { readonly number: string }

/** Rows to be gathered: `from` is SQL after FROM, of a table with `person_id`. */
export interface Gathered {
  readonly cells: readonly Cell[]
  readonly from: string
}

/**
 * One row a person, with all their rows of a table as JSON arrays: several times faster than as many rows through
 * the driver.
 */
export async function byPerson<R extends readonly unknown[]>(
  db: Executor,
  cells: Gathered['cells'],
  from: Gathered['from'],
  values: readonly unknown[],
): Promise<Map<string, R[]>> {
  const { rows } = await byPersonOfEach<{ rows: R }>(db, { rows: { cells, from } }, values)
  return rows
}

/** The same of several tables, in one statement. */
export async function byPersonOfEach<T extends Record<string, readonly unknown[]>>(
  db: Executor,
  tables: Readonly<Record<keyof T & string, Gathered>>,
  values: readonly unknown[],
): Promise<{ [Name in keyof T]: Map<string, T[Name][]> }> {
  const names = Object.keys(tables) as (keyof T & string)[]
  const parts = names.map(
    (name, index) =>
      `SELECT ${index} AS part, person_id, ${rowsAsJson(db, tables[name].cells)} AS rows FROM ${tables[name].from} GROUP BY person_id`,
  )
  const found = names.map(() => new Map<string, unknown>())
  for (const row of await db.read(parts.join(' UNION ALL '), values)) {
    found[Number(row.part)]?.set(String(row.person_id), JSON.parse(String(row.rows)))
  }
  return Object.fromEntries(names.map((name, index) => [name, found[index]])) as {
    [Name in keyof T]: Map<string, T[Name][]>
  }
}

/** Rows as one value: JSON text of an array of arrays; on PostgreSQL `NULL` where there is none. */
export function rowsAsJson({ dialect }: Executor, cells: readonly Cell[]): string {
  const sqlite = dialect === 'sqlite'
  const cell = (wanted: Cell) => {
    if (typeof wanted === 'string') return wanted
    const { number } = wanted
    // SQLite writes 15 digits into JSON; a double needs 17, and writing those takes long: whole numbers go as they are.
    const exact = `CASE WHEN ${number} IS NULL THEN NULL WHEN ${number} = CAST(${number} AS INTEGER)
      THEN CAST(${number} AS INTEGER) ELSE json(printf('%!.17g', ${number})) END`
    return sqlite ? exact : number
  }
  const list = cells.map(cell).join(', ')
  return sqlite ? `json_group_array(json_array(${list}))` : `json_agg(json_build_array(${list}))::text`
}
