import { readCsv } from './csv.ts'
import { decodeText } from './decode.ts'
import { TableError } from './errors.ts'
import { LIMITS } from './limits.ts'
import { readXlsx } from './xlsx.ts'

/** Rows of text as they stand in the file, blank ones included, so that a row's place is its number there less one. */
export interface Sheet {
  /** Of a workbook's sheet; `''` for CSV. */
  readonly name: string
  readonly rows: readonly (readonly string[])[]
}

/**
 * A table of any kind that is read, told by its content and never by its name: CSV, or XLSX. Dates come as ISO 8601, numbers as
 * written. Sheets without anything in them are left out; at least one is answered. Errors: `TableError`.
 */
export async function readTable(bytes: Uint8Array): Promise<Sheet[]> {
  if (bytes.length === 0) throw new TableError('table_empty', 'no bytes')
  if (bytes.length > LIMITS.bytes) throw new TableError('table_too_large', `over ${LIMITS.bytes} bytes`)
  const sheets = await sheetsOf(bytes)
  const filled = sheets.map(withoutEnd).filter(({ rows }) => rows.length > 0)
  if (filled.length === 0) throw new TableError('table_empty', 'nothing in it')
  return filled
}

/** Files of other types that could pass for text. */
const OTHERS = ['%PDF', 'PK\x05\x06', '{\\rtf', '<!DOCTYP', '<!doctyp', '<html', '<?xml']

async function sheetsOf(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (start.startsWith('PK\x03\x04')) return readXlsx(Buffer.from(bytes))
  // OLE2: Excel of before 2007, and any workbook with a password.
  if (start.startsWith('\xd0\xcf\x11\xe0')) throw new TableError('table_old_excel', 'an OLE2 file')
  if (OTHERS.some((other) => start.startsWith(other)))
    throw new TableError('table_unknown_type', 'a file of another type')
  return [{ name: '', rows: await readCsv(decodeText(bytes)) }]
}

function withoutEnd({ name, rows }: Sheet): Sheet {
  let length = rows.length
  while (length > 0 && (rows[length - 1] ?? []).every((cell) => cell.trim() === '')) length -= 1
  return { name, rows: rows.slice(0, length) }
}
