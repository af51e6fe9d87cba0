/**
 * Why bytes are no table that can be read. `table_empty`; `table_unknown_type`: neither CSV nor XLSX, whatever its name says;
 * `table_old_excel`: XLS or password-protected; `table_broken`: begins like one and does not end like one; `table_too_large`,
 * `table_too_many_rows`, `table_too_many_columns`: over `LIMITS`; `table_bomb`: small outside, and far too large inside.
 */
export const TABLE_FAULTS = [
  'table_empty',
  'table_unknown_type',
  'table_old_excel',
  'table_broken',
  'table_too_large',
  'table_too_many_rows',
  'table_too_many_columns',
  'table_bomb',
] as const
export type TableFault = (typeof TABLE_FAULTS)[number]

export class TableError extends Error {
  readonly code: TableFault
  constructor(code: TableFault, message: string) {
    super(message)
    this.name = 'TableError'
    this.code = code
  }
}
