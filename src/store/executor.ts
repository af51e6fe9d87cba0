/** One way to run SQL on both databases: `$1`-style parameters, plain rows. */

export type Dialect = 'sqlite' | 'postgres'
export type Row = Record<string, unknown>

/** A statement that ran, for counting. `rows` came back, `changed` were written. BEGIN and COMMIT are not statements here. */
export interface StatementInfo {
  readonly sql: string
  readonly rows: number
  readonly kind: 'read' | 'write'
  readonly changed: number
}
export type OnStatement = (info: StatementInfo) => void

export interface Executor {
  readonly dialect: Dialect
  /** Outside a unit of work this waits for no writer. */
  read(sql: string, values?: readonly unknown[]): Promise<Row[]>
  /** Answers how many rows were written. Outside a unit of work it is a unit of its own. */
  write(sql: string, values?: readonly unknown[]): Promise<number>
  /** A write with `RETURNING`. */
  writeReturning(sql: string, values?: readonly unknown[]): Promise<Row[]>
  /** All statements of `work` or none; inside a unit of work they join it. */
  atomically<T>(work: (db: Executor) => Promise<T>): Promise<T>
}

/** What a driver's connection does for us. */
export type RunStatement = (
  sql: string,
  values: readonly unknown[],
  kind: 'read' | 'write' | 'returning',
) => Promise<{ rows: Row[]; changed: number }>

/** The executor of one open transaction. */
export function transactionExecutor(dialect: Dialect, run: RunStatement): Executor {
  const db: Executor = {
    dialect,
    read: async (sql, values = []) => (await run(sql, values, 'read')).rows,
    write: async (sql, values = []) => (await run(sql, values, 'write')).changed,
    writeReturning: async (sql, values = []) => (await run(sql, values, 'returning')).rows,
    atomically: (work) => work(db),
  }
  return db
}

/**
 * The executor outside transactions: reads go to `read`, a write by itself to `write`, which commits it, and several
 * that belong together to `unit`.
 */
export function openExecutor(
  dialect: Dialect,
  read: RunStatement,
  write: RunStatement,
  unit: <T>(work: (db: Executor) => Promise<T>) => Promise<T>,
): Executor {
  return {
    dialect,
    read: async (sql, values = []) => (await read(sql, values, 'read')).rows,
    write: async (sql, values = []) => (await write(sql, values, 'write')).changed,
    writeReturning: async (sql, values = []) => (await write(sql, values, 'returning')).rows,
    atomically: unit,
  }
}

/** Work that was only to read would have written. */
export class WriteNeeded extends Error {}

/** Reads as `db` does, and throws `WriteNeeded` at the first write. */
export function readOnly({ dialect, read }: Executor): Executor {
  const refuse = async () => {
    throw new WriteNeeded('this was only to read')
  }
  const db: Executor = {
    dialect,
    read,
    write: refuse,
    writeReturning: refuse,
    atomically: (work) => work(db),
  }
  return db
}

/** Reports each statement that succeeded. */
export function counted(run: RunStatement, onStatement: OnStatement | undefined): RunStatement {
  if (onStatement === undefined) return run
  return async (sql, values, kind) => {
    const result = await run(sql, values, kind)
    onStatement({
      sql,
      rows: result.rows.length,
      kind: kind === 'read' ? 'read' : 'write',
      changed: result.changed,
    })
    return result
  }
}
