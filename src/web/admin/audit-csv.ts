import { stringify } from 'csv-stringify/sync'

/** Rows as CSV lines. What a spreadsheet would run as a formula is made text. */
export function csvLines(rows: readonly (readonly (string | null)[])[]): string {
  return stringify(rows as string[][], { escape_formulas: true, record_delimiter: 'windows' })
}
