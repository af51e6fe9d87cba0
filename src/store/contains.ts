import type { Dialect } from './executor.ts'

/** Whether a column's text has the text of a parameter in it, to the character: no pattern. */
export function contains(dialect: Dialect, column: string, parameter: number): string {
  return dialect === 'sqlite'
    ? `instr(${column}, $${parameter}) > 0`
    : `position(CAST($${parameter} AS TEXT) IN ${column}) > 0`
}
