import { StoreError } from '../errors.ts'
import { closeFile, exec, openFile } from './connection.ts'

/**
 * One process per SQLite file. The lock is an exclusive transaction held open on a database beside it, so it is
 * the operating system's lock: it ends with the process, however that ends, and never goes stale.
 * @throws StoreError `database_in_use`
 */
export async function lockFile(file: string): Promise<{ release(): Promise<void> }> {
  const database = await openFile(`${file}.lock`)
  try {
    // Long enough for a process that is being replaced to finish dying.
    await exec(database, 'PRAGMA busy_timeout = 1000')
    await exec(database, 'BEGIN EXCLUSIVE')
  } catch (cause) {
    await closeFile(database)
    throw new StoreError(
      'database_in_use',
      `another process uses ${file}: SQLite serves one process; set DATABASE_URL to a PostgreSQL database (postgres://…) to run several`,
      { cause },
    )
  }
  return { release: () => closeFile(database) }
}
