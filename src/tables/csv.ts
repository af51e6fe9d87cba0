import { type CsvError, parse } from 'csv-parse'
import { TableError } from './errors.ts'
import { LIMITS } from './limits.ts'

const SEPARATORS = [',', ';', '\t'] as const
const CHUNK = 65_536

/**
 * The rows of a CSV text (RFC 4180, and what spreadsheets make of it): separated by commas, semicolons or tabs, with any line
 * ends. Other work gets its turn in between. Errors: `TableError`.
 */
export async function readCsv(text: string): Promise<string[][]> {
  const { body, separator } = separatorOf(text)
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LIMITS.rowLength,
  })
  const fed = feed(parser, body)
  const rows: string[][] = []
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      rows.push(row)
      if (rows.length > LIMITS.rows) throw new TableError('table_too_many_rows', `over ${LIMITS.rows} rows`)
      if (row.length > LIMITS.columns)
        throw new TableError('table_too_many_columns', `over ${LIMITS.columns} columns`)
    }
    await fed
  } catch (error) {
    if (isCsvError(error)) throw new TableError('table_broken', error.code)
    throw error
  } finally {
    parser.destroy()
  }
  return rows
}

async function feed(parser: ReturnType<typeof parse>, text: string): Promise<void> {
  for (let start = 0; start < text.length && !parser.destroyed; start += CHUNK) {
    await new Promise((resolve) => setImmediate(resolve))
    if (parser.destroyed) return
    // A full queue needs no waiting for: the whole text is in memory anyway.
    parser.write(text.slice(start, start + CHUNK))
  }
  if (!parser.destroyed) parser.end()
}

/** Excel may say it in a first line of its own, `sep=;`; else the one that most often stands between quotes in the first lines. */
function separatorOf(text: string): { body: string; separator: string } {
  const said = /^sep=(.)\r?\n?/.exec(text)
  if (said?.[1]) return { body: text.slice(said[0].length), separator: said[1] }
  const start = text
    .slice(0, CHUNK)
    .replace(/"(?:[^"]|"")*"/g, '""')
    .split(/\r\n|\n|\r/)
    .slice(0, 20)
    .join('\n')
  const count = (separator: string) => start.split(separator).length
  const separator = SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best))
  return { body: text, separator }
}

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')
