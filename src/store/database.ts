import type { Sequelize } from 'sequelize'
import type { Dialect, Executor } from './executor.ts'

/** An open database of either kind. */
export interface Database {
  readonly dialect: Dialect
  readonly sequelize: Sequelize
  /** Outside units of work. */
  readonly executor: Executor
  /**
   * The same, but on SQLite a write is not waited for until it is on the disk: a loss of power may take it, unless a unit
   * that came after it was acknowledged. For what is begun again without harm.
   */
  readonly relaxed: Executor
  /** One unit of work: committed when `work` resolves, rolled back when it rejects. */
  unit<T>(work: (db: Executor) => Promise<T>): Promise<T>
  close(): Promise<void>
}
