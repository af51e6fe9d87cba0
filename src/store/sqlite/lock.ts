import sqlite3 from 'sqlite3'
import { StoreError } from '../errors.ts'
import { closeConnection, exec } from './connection.ts'

/**
 * One process per SQLite file. The lock is an exclusive transaction held open on a database beside it, so it is
 * the operating system's lock: it ends with the process, however that ends, and never goes stale.
 * @throws StoreError `database_in_use`
 */
export async function lockFile(file: string): Promise<{ release(): Promise<void> }> {
  const connection = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened: sqlite3.Database = new sqlite3.Database(`${file}.lock`, (error) =>
      error === null ? resolve(opened) : reject(error),
    )
  })
  try {
    // Long enough for a process that is being replaced to finish dying.
    await exec(connection, 'PRAGMA busy_timeout = 1000')
    await exec(connection, 'BEGIN EXCLUSIVE')
  } catch (cause) {
    await closeConnection(connection)
    throw new StoreError(
      'database_in_use',
      `another process uses ${file}: SQLite serves one process; set DATABASE_URL to a PostgreSQL database (postgres://…) to run several`,
      { cause },
    )
  }
  return { release: () => closeConnection(connection) }
}
