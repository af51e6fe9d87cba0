import { storable } from '../storable.ts'

/** How values of one type are written: its number in `pg_type`, the bytes that a value takes, and writing them. */
interface Kind<T> {
  readonly oid: number
  size(value: T): number
  /** Answers how many bytes were written. */
  write(bytes: Buffer, value: T, at: number): number
}

const text: Kind<string> = {
  oid: 25,
  size: (value) => Buffer.byteLength(value),
  write: (bytes, value, at) => bytes.write(value, at),
}
const boolean: Kind<boolean> = {
  oid: 16,
  size: () => 1,
  write: (bytes, value, at) => bytes.writeUInt8(value ? 1 : 0, at) - at,
}
const integer: Kind<number> = {
  oid: 23,
  size: () => 4,
  write: (bytes, value, at) => bytes.writeInt32BE(whole(value), at) - at,
}
const bigint: Kind<number> = {
  oid: 20,
  size: () => 8,
  write: (bytes, value, at) => bytes.writeBigInt64BE(BigInt(value), at) - at,
}
const double: Kind<number> = {
  oid: 701,
  size: () => 8,
  write: (bytes, value, at) => bytes.writeDoubleBE(value, at) - at,
}
const KINDS: Readonly<Record<string, Kind<never>>> = {
  text,
  boolean,
  integer,
  bigint,
  'double precision': double,
}
const HEADER = 20
const LENGTH = 4

/**
 * A list of one type as PostgreSQL sends and receives it (`array_recv`). The driver would write it as text, with every quote escaped, and the
 * server would have to read each letter.
 *
 * @param sqlType of one value, as `Column` names it
 * @param values `null` where there is none
 *
 * Errors: `TypeError`: a value that the type does not have.
 */
export function binaryArray(sqlType: string, values: readonly unknown[]): Buffer {
  const kind = KINDS[sqlType] as Kind<unknown> | undefined
  if (kind === undefined) throw new TypeError(`no binary form of ${sqlType} is known`)
  const given =
    sqlType === 'text' ? values.map((value) => (value === null ? null : storable(String(value)))) : values
  const bytes = Buffer.allocUnsafe(
    given.reduce<number>((sum, value) => sum + (value === null ? 0 : kind.size(value)) + LENGTH, HEADER),
  )
  const header = [1 /* dimension */, 1 /* with NULLs */, kind.oid, given.length, 1 /* number of the first */]
  for (const [index, number] of header.entries()) bytes.writeInt32BE(number, index * LENGTH)
  let at = HEADER
  for (const value of given) {
    const length = value === null ? -1 : kind.write(bytes, value, at + LENGTH)
    bytes.writeInt32BE(length, at)
    at += LENGTH + Math.max(length, 0)
  }
  return bytes
}

function whole(value: number): number {
  if (!Number.isInteger(value)) throw new TypeError(`not a whole number: ${value}`)
  return value
}
