import type { Model, ModelStatic } from 'sequelize'
import type { Dialect } from './executor.ts'

export interface Column {
  readonly attribute: string
  readonly field: string
  /** For a cast in PostgreSQL. */
  readonly sqlType: string
  /** Its texts are long, as those of `LONG_TEXT` are. */
  readonly long: boolean
  encode(value: unknown): unknown
  decode(value: unknown): unknown
}

const same = (value: unknown) => value
const nullable = (change: (value: unknown) => unknown) => (value: unknown) =>
  value === null || value === undefined ? null : change(value)

const KINDS: Record<string, Pick<Column, 'sqlType' | 'encode' | 'decode'>> = {
  TEXT: { sqlType: 'text', encode: same, decode: same },
  // SQLite answers 0 and 1.
  BOOLEAN: { sqlType: 'boolean', encode: same, decode: nullable(Boolean) },
  INTEGER: { sqlType: 'integer', encode: same, decode: nullable(Number) },
  // PostgreSQL answers text.
  BIGINT: { sqlType: 'bigint', encode: same, decode: nullable(Number) },
  'DOUBLE PRECISION': { sqlType: 'double precision', encode: same, decode: nullable(Number) },
  JSON: {
    sqlType: 'text',
    encode: nullable((value) => JSON.stringify(value)),
    decode: nullable((value) => JSON.parse(String(value))),
  },
}

/** A model's columns, in its own order. */
export function columnsOf(model: ModelStatic<Model>): Column[] {
  return Object.entries(model.getAttributes()).map(([attribute, options]) => {
    const type = (options.type as unknown as { key: string }).key
    const kind = KINDS[type]
    if (kind === undefined)
      throw new TypeError(`${model.name}.${attribute}: no such kind of column as ${type}`)
    return { attribute, field: options.field ?? attribute, long: 'long' in options, ...kind }
  })
}

/** A list as one parameter, for `inList`. */
export function listValue(dialect: Dialect, values: readonly string[]): unknown {
  return dialect === 'sqlite' ? JSON.stringify(values) : values
}

/** `IN (…)` for a list of any length given as parameter `$n`. */
export function inList(dialect: Dialect, parameter: number): string {
  return dialect === 'sqlite'
    ? `IN (SELECT value FROM json_each($${parameter}))`
    : `= ANY($${parameter}::text[])`
}
