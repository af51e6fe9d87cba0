import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Sequelize, Transaction } from 'sequelize'
import type { Database } from '../database.ts'
import { counted, type OnStatement, openExecutor, transactionExecutor } from '../executor.ts'
import { createUnitGuard } from '../unit-guard.ts'
import { type Connection, closeConnection, connect, exec, runOn } from './connection.ts'
import { lockFile } from './lock.ts'
import { createQueue } from './queue.ts'

const READERS = 2

/** What Sequelize asks of its connection manager; its own one opens a file for every transaction. */
interface ConnectionManager {
  getConnection(options?: { uuid?: string }): Promise<Connection>
  releaseConnection(connection: Connection): void
  close(): Promise<void>
}

/**
 * One writer, which units of work use in turn, and a few readers that never wait for it (WAL).
 * @throws StoreError `database_in_use`
 */
export async function openSqlite(file: string, onStatement?: OnStatement): Promise<Database> {
  await mkdir(dirname(file), { recursive: true })
  const lock = await lockFile(file)
  const writer = await connect(file, 'writer')
  const readers: Connection[] = []
  for (let count = 0; count < READERS; count++) readers.push(await connect(file, 'reader'))
  let turn = 0
  const nextReader = (): Connection => readers[turn++ % READERS] ?? writer

  const sequelize = new Sequelize({ dialect: 'sqlite', storage: file, logging: false })
  const manager = sequelize.connectionManager as unknown as ConnectionManager
  manager.getConnection = async (options) =>
    options?.uuid === undefined || options.uuid === 'default' ? nextReader() : writer
  manager.releaseConnection = () => undefined

  const inTurn = createQueue()
  const guarded = createUnitGuard()
  const inTransaction = transactionExecutor('sqlite', counted(runOn(writer), onStatement))
  const unit: Database['unit'] = (work) =>
    guarded(() =>
      inTurn(async () => {
        try {
          // IMMEDIATE: the write lock is taken at once, so a unit that has read cannot fail when it comes to write.
          return await sequelize.transaction({ type: Transaction.TYPES.IMMEDIATE }, () => work(inTransaction))
        } catch (error) {
          // A commit that failed (a full disk) leaves the transaction open on a connection that is used again.
          await exec(writer, 'ROLLBACK').catch(() => undefined)
          throw error
        }
      }),
    )
  return {
    dialect: 'sqlite',
    sequelize,
    unit,
    executor: openExecutor(
      'sqlite',
      counted((...statement) => runOn(nextReader())(...statement), onStatement),
      unit,
    ),
    async close() {
      await inTurn(async () => undefined)
      for (const reader of readers) await closeConnection(reader)
      await closeConnection(writer)
      await lock.release()
    },
  }
}
