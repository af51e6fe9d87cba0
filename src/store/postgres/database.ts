import { Sequelize, type Transaction } from 'sequelize'
import type { Database } from '../database.ts'
import {
  counted,
  type OnStatement,
  openExecutor,
  type RunStatement,
  transactionExecutor,
} from '../executor.ts'
import { orGone } from '../gone.ts'
import { storable } from '../storable.ts'
import { createUnitGuard } from '../unit-guard.ts'

/** The raw client under Sequelize; `sequelize.query` would read `$` and `:` in our text as its own. */
export interface Client {
  query(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>
}

interface ConnectionManager {
  getConnection(options?: object): Promise<Client>
  releaseConnection(client: Client): Promise<void> | void
}

function runOn(client: Client): RunStatement {
  return async (sql, values, kind) => {
    const result = await client.query(sql, values.map(storable)).catch((error: unknown) => {
      throw orGone(error)
    })
    return { rows: result.rows, changed: kind === 'read' ? 0 : (result.rowCount ?? 0) }
  }
}

export interface PostgresDatabase extends Database {
  /** Runs `work` on a client of the pool, outside transactions. */
  withClient<T>(work: (client: Client) => Promise<T>): Promise<T>
  /** A transaction of its own, whatever unit of work the caller is in. */
  transaction<T>(work: (client: Client) => Promise<T>): Promise<T>
  /** A unit of work that also gives out its client. */
  unitWithClient<T>(
    work: (db: ReturnType<typeof transactionExecutor>, client: Client) => Promise<T>,
  ): Promise<T>
}

/** Units of work run side by side, each on a connection of the pool. */
export async function openPostgres(url: string, onStatement?: OnStatement): Promise<PostgresDatabase> {
  const sequelize = new Sequelize(url, {
    dialect: 'postgres',
    logging: false,
    pool: { max: 10, min: 0, idle: 10_000, acquire: 60_000 },
  })
  const manager = sequelize.connectionManager as unknown as ConnectionManager
  const withClient: PostgresDatabase['withClient'] = async (work) => {
    const client = await manager.getConnection({})
    try {
      return await work(client)
    } finally {
      await manager.releaseConnection(client)
    }
  }
  const guarded = createUnitGuard()
  const transaction: PostgresDatabase['transaction'] = (work) =>
    sequelize.transaction((open) => work((open as Transaction & { connection: Client }).connection))
  const unitWithClient: PostgresDatabase['unitWithClient'] = (work) =>
    guarded(() =>
      transaction((client) =>
        work(transactionExecutor('postgres', counted(runOn(client), onStatement)), client),
      ),
    )
  const unit: Database['unit'] = (work) => unitWithClient((db) => work(db))
  const run = counted((...statement) => withClient((client) => runOn(client)(...statement)), onStatement)
  const executor = openExecutor('postgres', run, (...statement) => guarded(() => run(...statement)), unit)
  return {
    dialect: 'postgres',
    sequelize,
    unit,
    withClient,
    transaction,
    unitWithClient,
    executor,
    relaxed: executor,
    close: () => sequelize.close(),
  }
}
