import { TableError } from './errors.ts'
import { LIMITS } from './limits.ts'

const PIECE = 1_000_000
/** Longer than a cell's opening tag is in any workbook. */
const OVERLAP = 400

/** A cell that holds something: a closed tag (`/>`) is only formatted. */
const CELL = /<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!\/)>/g

/**
 * Refuses a sheet (ECMA-376 Part 1 §18.3.1) with a cell beyond the limits. A reader fills whatever lies between two cells, so a sheet
 * of two cells may be larger than any memory: this looks before it is read.
 */
export async function checkExtent(sheet: Buffer): Promise<void> {
  for (let start = 0; start < sheet.length; start += PIECE) {
    const piece = sheet.toString('latin1', start, start + PIECE + OVERLAP)
    for (const [, letters = '', row] of piece.matchAll(CELL)) {
      if (Number(row) > LIMITS.rows) throw new TableError('table_too_many_rows', `over ${LIMITS.rows} rows`)
      if (columnNumber(letters) > LIMITS.columns)
        throw new TableError('table_too_many_columns', `over ${LIMITS.columns} columns`)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** A → 1, Z → 26, AA → 27. */
const columnNumber = (letters: string) =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
