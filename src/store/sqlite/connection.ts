import sqlite3 from 'sqlite3'
import type { RunStatement } from '../executor.ts'

export type Connection = sqlite3.Database

/** Opens a connection and sets what belongs to a connection, not to the file. */
export async function connect(file: string, role: 'writer' | 'reader'): Promise<Connection> {
  const connection = await new Promise<Connection>((resolve, reject) => {
    const opened: Connection = new sqlite3.Database(file, (error) =>
      error === null ? resolve(opened) : reject(error),
    )
  })
  // One statement at a time on each connection: SQLite would make them wait anyway, but in the thread pool.
  connection.serialize()
  await exec(connection, 'PRAGMA busy_timeout = 10000')
  if (role === 'writer') await exec(connection, 'PRAGMA journal_mode = WAL')
  // FULL: what was acknowledged survives a loss of power, not only of the process.
  await exec(connection, 'PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
  if (role === 'reader') await exec(connection, 'PRAGMA query_only = ON')
  return connection
}

export function exec(connection: Connection, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.exec(sql, (error) => (error === null ? resolve() : reject(error)))
  })
}

export function closeConnection(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.close((error) => (error === null ? resolve() : reject(error)))
  })
}

/** sqlite3 binds `$n` by name; by position it would go by first appearance in the text. */
function named(values: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]))
}

export function runOn(connection: Connection): RunStatement {
  return (sql, values, kind) =>
    new Promise((resolve, reject) => {
      if (kind === 'write') {
        connection.run(sql, named(values), function (error) {
          if (error === null) resolve({ rows: [], changed: this.changes })
          else reject(error)
        })
        return
      }
      connection.all(sql, named(values), (error, rows) => {
        if (error !== null) reject(error)
        else {
          const found = rows as Record<string, unknown>[]
          resolve({ rows: found, changed: kind === 'returning' ? found.length : 0 })
        }
      })
    })
}
