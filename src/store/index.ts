/** The database's door. Nothing outside knows which database it is, nor any SQL. */
export type { OnStatement, StatementInfo } from './executor.ts'
export { type OpenedStore, openStore, type StoreOptions } from './open.ts'
