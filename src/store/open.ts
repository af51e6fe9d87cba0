import type { Clock, JobEngine, JobSender, Random, Repositories, Store, UnitOfWork } from '../app/ports.ts'
import type { JobsFactory } from '../app/queue.ts'
import { conditionOf } from './condition.ts'
import type { Database } from './database.ts'
import { type Executor, type OnStatement, readOnly, WriteNeeded } from './executor.ts'
import { migrate } from './migrations/index.ts'
import { defineTables } from './models/index.ts'
import { openPostgres } from './postgres/database.ts'
import { createPostgresQueue, executorOn } from './postgres/jobs.ts'
import { createRepositories } from './repositories/index.ts'
import { createLtiStore } from './repositories/lti.ts'
import { createSessions } from './repositories/sessions.ts'
import { openSqlite } from './sqlite/database.ts'
import { addJobIn, createJobTable } from './sqlite/jobs.ts'
import { parseDatabaseUrl } from './url.ts'

export interface StoreOptions {
  /** `sqlite:/path/file.db` or `postgres://…` */
  readonly url: string
  readonly clock: Clock
  readonly random: Random
  /** The queue that runs over this database: `createJobs(…)` of `jobs`. */
  readonly jobs: JobsFactory
  /** Each statement of the repositories; not BEGIN and COMMIT, nor the queue's own. */
  readonly onStatement?: OnStatement
}

export interface OpenedStore {
  readonly store: Store
  readonly engine: JobEngine
}

/** How a unit of work runs, with its executor and the sender of jobs that exist only if it commits. */
type RunUnit = <T>(work: (db: Executor, jobs: JobSender) => Promise<T>) => Promise<T>

/**
 * Opens the database, migrates it, and joins the job queue to it. `store.close()` stops the queue first.
 * @throws StoreError `database_url_invalid`, `database_in_use`
 */
export async function openStore(options: StoreOptions): Promise<OpenedStore> {
  const target = parseDatabaseUrl(options.url)
  if (target.dialect === 'sqlite') {
    const database = await openSqlite(target.file, withoutQueue(options.onStatement))
    return orClose(database, async () => {
      await migrate(database)
      const jobs = await options.jobs.table(createJobTable(database.executor))
      return assemble(options, database, jobs, (work) =>
        afterCommit(jobs, (sent) => database.unit((db) => work(db, sent(jobs.senderIn(addJobIn(db)))))),
      )
    })
  }
  const database = await openPostgres(target.url, options.onStatement)
  return orClose(database, async () => {
    await migrate(database)
    const jobs = await options.jobs.pgBoss(createPostgresQueue(database))
    return assemble(options, database, jobs, (work) =>
      afterCommit(jobs, (sent) =>
        database.unitWithClient((db, client) => work(db, sent(jobs.senderIn(executorOn(client))))),
      ),
    )
  })
}

/** The queue looks for work by the clock: counted, it would make every count a matter of chance (pg-boss's are not either). */
function withoutQueue(onStatement: OnStatement | undefined): OnStatement | undefined {
  if (onStatement === undefined) return undefined
  return (info) => {
    if (!/\b(FROM|INTO|UPDATE) jobs\b/.test(info.sql)) onStatement(info)
  }
}

async function orClose<T>(database: Database, open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Wakes the queue once what was sent is there to be found. */
async function afterCommit<T>(
  jobs: { committed(): void },
  unit: (sent: (sender: JobSender) => JobSender) => Promise<T>,
): Promise<T> {
  let any = false
  const result = await unit((sender) => ({
    send(...job) {
      any = true
      return sender.send(...job)
    },
  }))
  if (any) jobs.committed()
  return result
}

function assemble(
  { random, clock, url }: StoreOptions,
  database: Database,
  jobs: { engine: JobEngine; close(): Promise<void> },
  runUnit: RunUnit,
): OpenedStore {
  const tables = defineTables(database.sequelize)
  const repositories: Repositories = createRepositories(database.executor, tables, random, clock)
  let closing: Promise<void> | null = null
  async function close(): Promise<void> {
    await jobs.engine.stop()
    await jobs.close()
    await database.close()
  }
  const glancing: UnitOfWork = {
    ...createRepositories(readOnly(database.executor), tables, random, clock),
    jobs: {
      async send() {
        throw new WriteNeeded('a job is written')
      },
    },
  }
  const store: Store = {
    ...repositories,
    // A login, or a session that was only just opened, is begun again where it is lost; neither lasts longer than the other.
    lti: createLtiStore(database.relaxed, tables),
    sessions: { ...repositories.sessions, create: createSessions(database.relaxed, tables).create },
    write: (work) =>
      runUnit((db, sender) => work({ ...createRepositories(db, tables, random, clock), jobs: sender })),
    async glance(work) {
      try {
        return await work(glancing)
      } catch (error) {
        if (error instanceof WriteNeeded) return null
        throw error
      }
    },
    async ping() {
      await database.executor.read('SELECT 1')
    },
    condition() {
      const target = parseDatabaseUrl(url)
      return conditionOf(database.executor, target.dialect === 'sqlite' ? target.file : null)
    },
    close() {
      closing ??= close()
      return closing
    },
  }
  return { store, engine: jobs.engine }
}
