import sqlite3 from 'sqlite3'
import type { RunStatement } from '../executor.ts'
import { orGone } from '../gone.ts'
import { createQueue } from './queue.ts'

/** One connection to a file: its statements run strictly one after the other, in the order they came. */
export interface Connection {
  readonly run: RunStatement
  close(): Promise<void>
}

/** `relaxed`: a writer whose commits do not wait for the disk. */
export type Role = 'writer' | 'relaxed' | 'reader'

/** Far more than the product has. */
const MOST_PREPARED = 500

/** Opens a connection and sets what belongs to a connection, not to the file. */
export async function connect(file: string, role: Role): Promise<Connection> {
  const database = await openFile(file)
  await exec(database, 'PRAGMA busy_timeout = 10000')
  if (role !== 'reader') await exec(database, 'PRAGMA journal_mode = WAL')
  // FULL: what was acknowledged survives a loss of power, not only of the process.
  await exec(database, `PRAGMA synchronous = ${role === 'relaxed' ? 'NORMAL' : 'FULL'}`)
  await exec(database, 'PRAGMA foreign_keys = ON')
  if (role === 'reader') await exec(database, 'PRAGMA query_only = ON')

  // SQLite would make them wait anyway, but in the thread pool.
  const inTurn = createQueue()
  // Preparing costs as much as running a small statement, and the texts are few: values are parameters.
  const prepared = new Map<string, sqlite3.Statement>()

  async function statementOf(sql: string): Promise<sqlite3.Statement> {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const statement = await prepare(database, numbered(sql))
    if (prepared.size >= MOST_PREPARED) {
      const [oldest] = prepared
      if (oldest !== undefined) {
        prepared.delete(oldest[0])
        await finalize(oldest[1])
      }
    }
    prepared.set(sql, statement)
    return statement
  }

  return {
    run: (sql, values, kind) => inTurn(async () => runOn(await statementOf(sql), values, kind)),
    close: () =>
      inTurn(async () => {
        for (const statement of prepared.values()) await finalize(statement)
        await closeFile(database)
      }),
  }
}

export function openFile(file: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const opened: sqlite3.Database = new sqlite3.Database(file, (error) =>
      error === null ? resolve(opened) : reject(error),
    )
  })
}

export function exec(database: sqlite3.Database, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    database.exec(sql, (error) => (error === null ? resolve() : reject(error)))
  })
}

export function closeFile(database: sqlite3.Database): Promise<void> {
  return new Promise((resolve, reject) => {
    database.close((error) => (error === null ? resolve() : reject(error)))
  })
}

/** SQLite takes `$1` for a name, which goes by first appearance in the text; `?1` is a number, and what is bound is a list. */
const numbered = (sql: string) => sql.replace(/\$(\d+)/g, '?$1')

function prepare(database: sqlite3.Database, sql: string): Promise<sqlite3.Statement> {
  return new Promise((resolve, reject) => {
    const statement = database.prepare(numbered(sql), (error: Error | null) =>
      error === null ? resolve(statement) : reject(error),
    )
  })
}

function finalize(statement: sqlite3.Statement): Promise<void> {
  return new Promise((resolve) => {
    statement.finalize(() => resolve())
  })
}

function runOn(
  statement: sqlite3.Statement,
  values: readonly unknown[],
  kind: Parameters<RunStatement>[2],
): ReturnType<RunStatement> {
  return new Promise((resolve, reject) => {
    if (kind === 'write') {
      statement.run(values, function (error) {
        if (error === null) resolve({ rows: [], changed: this.changes })
        else reject(orGone(error))
      })
      return
    }
    statement.all(values, (error, rows) => {
      if (error !== null) reject(orGone(error))
      else {
        const found = rows as Record<string, unknown>[]
        resolve({ rows: found, changed: kind === 'returning' ? found.length : 0 })
      }
    })
  })
}
