import type { Column } from './columns.ts'
import type { Dialect } from './executor.ts'
import { binaryArray } from './postgres/binary-array.ts'

/** What an insert does where a row with the same key is there. */
export interface OnConflict<T> {
  readonly on: readonly (keyof T & string)[]
  /** The condition of a partial unique index. */
  readonly where?: string
  /** What to update, only if one of these differs; left out: the row that is there stands. */
  readonly update?: readonly (keyof T & string)[]
  /** Updated unless the new value is NULL. */
  readonly fill?: readonly (keyof T & string)[]
  /** Updated along with others, but no reason to write by itself. */
  readonly follow?: readonly (keyof T & string)[]
  /** SQL for the new value of an attribute in place of `excluded.column`. */
  readonly value?: Readonly<Partial<Record<keyof T & string, string>>>
}

/** Whether an insert may change the row that stands: `false` where it would write what is there already. */
export function isNews<T extends object>(
  { update = [], fill = [] }: OnConflict<T>,
  stands: T,
  given: T,
): boolean {
  const differs = (name: keyof T) => JSON.stringify(stands[name]) !== JSON.stringify(given[name])
  return update.some(differs) || fill.some((name) => given[name] !== null && differs(name))
}

/**
 * Many rows as the parameters of one statement. On SQLite one JSON text, an array of arrays; long texts beside it as they are, one after
 * the other, with the place and length of each in its row, so that nobody has to escape them and read them again. On PostgreSQL an array
 * for each column, in its binary form; only the copy protocol is faster, by little, and that knows no conflicts.
 */
export function rowSource(dialect: Dialect, columns: readonly Column[], rows: readonly object[]): unknown[] {
  const cell = (row: object, { attribute, encode }: Column) =>
    encode((row as Record<string, unknown>)[attribute] ?? null)
  if (dialect === 'postgres') {
    return columns.map((column) =>
      binaryArray(
        column.sqlType,
        rows.map((row) => cell(row, column)),
      ),
    )
  }
  const long = columns.filter((column) => column.long)
  const texts = rows.map((row) => long.map((column) => cell(row, column)))
  const bytes = roomFor(texts.flat())
  let end = 0
  const cells = rows.map((row, index) => {
    const own: unknown[] = []
    for (const column of columns) if (!column.long) own.push(cell(row, column))
    for (const text of texts[index] ?? []) {
      const length = text === null ? null : bytes.write(String(text), end)
      // SQLite counts from 1.
      own.push(end + 1, length)
      end += length ?? 0
    }
    return own
  })
  return long.length === 0 ? [JSON.stringify(cells)] : [JSON.stringify(cells), bytes.subarray(0, end)]
}

/** Enough for texts as UTF-8. How much they take is known when they are written: counting takes as long as writing. */
const roomFor = (texts: readonly unknown[]) =>
  Buffer.allocUnsafe(texts.reduce<number>((length, text) => length + String(text ?? '').length * 3, 0))

function source(dialect: Dialect, columns: readonly Column[]): string {
  if (dialect === 'sqlite') {
    // The others first, then where each long one begins and how long it is.
    let [next, nextLong] = [0, columns.filter(({ long }) => !long).length]
    const values = columns.map(({ long }) =>
      long
        ? `CAST(substr($2, value ->> ${nextLong++}, value ->> ${nextLong++}) AS TEXT)`
        : `value ->> ${next++}`,
    )
    // jsonb: a row is taken apart as it was read, not written as text and read again. `WHERE true` keeps SQLite from reading
    // ON CONFLICT as a join's ON.
    return `SELECT ${values.join(', ')} FROM jsonb_each($1) WHERE true`
  }
  return `SELECT * FROM unnest(${columns.map(({ sqlType }, index) => `$${index + 1}::${sqlType}[]`).join(', ')})`
}

/** `INSERT … SELECT … [ON CONFLICT …]` for parameters made by `rowSource`, or for rows that `select` finds (all columns, in order). */
export function insertStatement<T>(
  dialect: Dialect,
  table: string,
  columns: readonly Column[],
  conflict?: OnConflict<T>,
  select: string = source(dialect, columns),
): string {
  const insert = `INSERT INTO ${table} (${columns.map((column) => column.field).join(', ')}) ${select}`
  if (conflict === undefined) return insert
  const field = (attribute: string) =>
    columns.find((column) => column.attribute === attribute)?.field ?? attribute
  const target = `(${conflict.on.map(field).join(', ')})${conflict.where === undefined ? '' : ` WHERE ${conflict.where}`}`
  const { update = [], fill = [], follow = [] } = conflict
  if (update.length + fill.length === 0) return `${insert} ON CONFLICT ${target} DO NOTHING`

  const given = conflict.value as Record<string, string> | undefined
  const replaced = [...update, ...follow].map((name) => [
    field(name),
    given?.[name] ?? `excluded.${field(name)}`,
  ])
  const filled = fill.map((name) => [
    field(name),
    `COALESCE(excluded.${field(name)}, ${table}.${field(name)})`,
  ])
  const set = [...replaced, ...filled].map(([name, value]) => `${name} = ${value}`)
  const judged = [...replaced.slice(0, update.length), ...filled]
  const differs = judged.map(([name, value]) => `${table}.${name} IS DISTINCT FROM ${value}`)
  return `${insert} ON CONFLICT ${target} DO UPDATE SET ${set.join(', ')} WHERE ${differs.join(' OR ')}`
}
