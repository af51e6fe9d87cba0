import type { Model, ModelStatic } from 'sequelize'
import { type Column, columnsOf } from './columns.ts'
import type { Executor, Row } from './executor.ts'
import { insertStatement, type OnConflict, rowSource } from './insert.ts'

/** Rows per statement: few round trips, and parameters that stay below every limit. */
export const BATCH = 1000

/** A table's statements that need nothing but its columns. `where` is SQL after WHERE, with `$1`-style parameters. */
export interface Table<T> {
  readonly name: string
  readonly columns: readonly Column[]
  readonly fields: readonly string[]
  /** What the fields hold, in the same order. */
  readonly attributes: readonly (keyof T & string)[]
  /** `alias.column AS "attribute", …` */
  select(alias?: string): string
  decode(row: Row): T
  one(db: Executor, where: string, values: readonly unknown[]): Promise<T | null>
  all(db: Executor, where: string, values: readonly unknown[]): Promise<T[]>
  /** In statements of up to 1,000 rows; answers how many rows were written. */
  insert(db: Executor, rows: readonly T[], conflict?: OnConflict<T>): Promise<number>
  /** One row, its values as they are: for long texts, which `insert` writes into a longer one. */
  insertOne(db: Executor, row: T, conflict: OnConflict<T>): Promise<number>
  /** Rows that a query finds: `select` names a value for each of `fields`, in that order, each key once, and has a WHERE. */
  insertFound(
    db: Executor,
    select: string,
    values: readonly unknown[],
    conflict: OnConflict<T>,
  ): Promise<number>
  /** As `insert`; answers `returning` of the rows that were written. */
  insertReturning(
    db: Executor,
    rows: readonly T[],
    conflict: OnConflict<T> | undefined,
    returning: keyof T & string,
  ): Promise<string[]>
}

export function tableOf<T extends object>(model: ModelStatic<Model>): Table<T> {
  const columns = columnsOf(model)
  const name = model.tableName
  const select = (alias = name) =>
    columns.map((column) => `${alias}.${column.field} AS "${column.attribute}"`).join(', ')
  // The columns are those of the model, which names T's attributes and types.
  const decode = (row: Row) => {
    const record: Record<string, unknown> = {}
    for (const { attribute, decode: read } of columns) record[attribute] = read(row[attribute])
    return record as T
  }
  const selectAll = `SELECT ${select()} FROM ${name} WHERE `
  const all: Table<T>['all'] = async (db, where, values) =>
    (await db.read(selectAll + where, values)).map((row) => decode(row))
  return {
    name,
    columns,
    fields: columns.map((column) => column.field),
    attributes: columns.map((column) => column.attribute as keyof T & string),
    select,
    decode,
    all,
    one: async (db, where, values) => (await all(db, where, values))[0] ?? null,
    async insert(db, rows, conflict) {
      let written = 0
      for (const batch of batches(db, columns, rows, conflict)) {
        written += await db.write(insertStatement(db.dialect, name, columns, conflict), batch)
      }
      return written
    },
    insertOne(db, row, conflict) {
      const values = columns.map(({ attribute, encode }) => encode(row[attribute as keyof T] ?? null))
      const given = columns.map(({ sqlType }, index) => `CAST($${index + 1} AS ${sqlType})`).join(', ')
      const sql = insertStatement(db.dialect, name, columns, conflict, `SELECT ${given} WHERE true`)
      return db.write(sql, values)
    },
    insertFound: (db, select, values, conflict) =>
      db.write(insertStatement(db.dialect, name, columns, conflict, select), values),
    async insertReturning(db, rows, conflict, returning) {
      const found: string[] = []
      const field = columns.find((column) => column.attribute === returning)?.field ?? returning
      for (const batch of batches(db, columns, rows, conflict)) {
        const sql = `${insertStatement(db.dialect, name, columns, conflict)} RETURNING ${field} AS "value"`
        for (const row of await db.writeReturning(sql, batch)) found.push(String(row.value))
      }
      return found
    },
  }
}

/** The parameters of each statement. */
function batches<T extends object>(
  db: Executor,
  columns: readonly Column[],
  rows: readonly T[],
  conflict: OnConflict<T> | undefined,
): unknown[][] {
  const distinct =
    conflict?.update === undefined && conflict?.fill === undefined ? rows : lastOfEach(rows, conflict.on)
  const found: unknown[][] = []
  for (let start = 0; start < distinct.length; start += BATCH) {
    found.push(rowSource(db.dialect, columns, distinct.slice(start, start + BATCH)))
  }
  return found
}

/** PostgreSQL refuses to update one row twice in a statement, so of rows with the same key the last one counts. */
function lastOfEach<T extends object>(rows: readonly T[], on: readonly (keyof T & string)[]): readonly T[] {
  const byKey = new Map(rows.map((row) => [keyOf(row, on), row]))
  // In the order of the key: two transactions that touch the same rows then wait for, and never deadlock, each other.
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

/** No two keys make the same text: each value goes with its length. */
function keyOf<T extends object>(row: T, on: readonly (keyof T & string)[]): string {
  let key = ''
  for (const attribute of on) {
    const value = row[attribute]
    key += typeof value === 'string' ? `${value.length}:${value}` : `${JSON.stringify(value)};`
  }
  return key
}
