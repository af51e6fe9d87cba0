import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Sequelize } from 'sequelize'
import type { Database } from '../database.ts'
import {
  counted,
  type Executor,
  type OnStatement,
  openExecutor,
  type RunStatement,
  transactionExecutor,
} from '../executor.ts'
import { createUnitGuard } from '../unit-guard.ts'
import { type Connection, connect } from './connection.ts'
import { lockFile } from './lock.ts'
import { createQueue } from './queue.ts'

const READERS = 2

/**
 * One writer at a time, which units of work use in turn, and a few readers that never wait for it (WAL). Sequelize knows the
 * models; it opens a connection for every transaction, so it is given none.
 * @throws StoreError `database_in_use`
 */
export async function openSqlite(file: string, onStatement?: OnStatement): Promise<Database> {
  await mkdir(dirname(file), { recursive: true })
  const lock = await lockFile(file)
  // People’s names and grades are in it. SQLite gives the files that it keeps beside it the same mode.
  await (await open(file, 'a', 0o600)).close()
  const writer = await connect(file, 'writer')
  const relaxedWriter = await connect(file, 'relaxed')
  const readers: Connection[] = []
  for (let count = 0; count < READERS; count++) readers.push(await connect(file, 'reader'))
  let turn = 0
  const read: RunStatement = (...statement) => (readers[turn++ % READERS] ?? writer).run(...statement)

  const inTurn = createQueue()
  const guarded = createUnitGuard()
  const reading = counted(read, onStatement)
  const executorOn = (connection: Connection): Executor => {
    const run = counted(connection.run, onStatement)
    const inTransaction = transactionExecutor('sqlite', run)
    return openExecutor(
      'sqlite',
      reading,
      // One statement is a transaction by itself.
      (...statement) => guarded(() => inTurn(() => run(...statement))),
      (work) => guarded(() => inTurn(() => transaction(connection, () => work(inTransaction)))),
    )
  }
  const executor = executorOn(writer)
  return {
    dialect: 'sqlite',
    sequelize: new Sequelize({ dialect: 'sqlite', storage: file, logging: false }),
    unit: executor.atomically,
    executor,
    relaxed: executorOn(relaxedWriter),
    async close() {
      await inTurn(async () => undefined)
      for (const connection of [...readers, relaxedWriter, writer]) await connection.close()
      await lock.release()
    },
  }
}

async function transaction<T>({ run }: Connection, work: () => Promise<T>): Promise<T> {
  // IMMEDIATE: the write lock is taken at once, so a unit that has read cannot fail when it comes to write.
  await run('BEGIN IMMEDIATE', [], 'write')
  try {
    const result = await work()
    await run('COMMIT', [], 'write')
    return result
  } catch (error) {
    // A commit that failed (a full disk) leaves the transaction open on a connection that is used again.
    await run('ROLLBACK', [], 'write').catch(() => undefined)
    throw error
  }
}
