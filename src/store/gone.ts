import { GoneError } from '../app/errors.ts'

/** PostgreSQL's `foreign_key_violation`. */
const VIOLATION = '23503'

/** The same fault, but for a foreign key that refuses: what is named is not there any more. */
export function orGone(fault: unknown): unknown {
  if (!(fault instanceof Error) || !('code' in fault)) return fault
  const isSqlite = fault.code === 'SQLITE_CONSTRAINT' && fault.message.includes('FOREIGN KEY')
  return isSqlite || fault.code === VIOLATION ? new GoneError(fault) : fault
}
