import PgBoss from 'pg-boss'
import type { JobName } from '../app/ports.ts'
import type { Jobs, PostgresQueue, SqlExecutor } from '../app/queue.ts'
import { createEngine } from './engine.ts'
import { JOB_NAMES } from './names.ts'
import type { JobsOptions } from './options.ts'
import { createPgBossTable, type Envelope } from './pg-boss-table.ts'

/** Where jobs are kept that will not be run again. */
const DEAD = 'dead'
const YEAR_IN_MINUTES = 365 * 24 * 60

/** The queue over pg-boss, for any number of processes on one PostgreSQL. */
export async function createPgBossJobs(
  queue: PostgresQueue,
  options: JobsOptions,
): Promise<Jobs<SqlExecutor>> {
  const { log, random, clock } = options
  const boss = new PgBoss({ db: queue, schedule: false })
  boss.on('error', (error) => log?.warn({ code: error.name }, 'pg-boss failed'))
  await boss.start()
  await boss.createQueue(DEAD, { name: DEAD, retryLimit: 0, retentionMinutes: YEAR_IN_MINUTES })
  for (const name of JOB_NAMES) {
    await boss.createQueue(name, {
      name,
      // One waits per key; that one runs per key is held by leases.
      policy: 'short',
      retryLimit: 0,
      deadLetter: DEAD,
      // Leases say whether a job's process lives; pg-boss's own limit is only the longest it allows.
      expireInSeconds: 23 * 60 * 60,
      retentionMinutes: YEAR_IN_MINUTES,
    })
  }

  async function add(
    db: SqlExecutor,
    name: JobName,
    envelope: Envelope,
    startAfter: Date | null,
  ): Promise<void> {
    await boss.send(name, envelope, {
      db,
      // Without a key of its own a job excludes nobody.
      singletonKey: envelope.key ?? random.uuid(),
      ...(startAfter === null ? {} : { startAfter }),
    })
  }

  const { engine, wake } = createEngine(createPgBossTable(boss, queue, JOB_NAMES, add), options)
  return {
    engine,
    committed: wake,
    close: () => boss.stop({ graceful: false, close: false }),
    senderIn: (db) => ({
      async send(name, data, { key = null, delaySeconds = 0, hasten = false } = {}) {
        if (hasten && key !== null) await queue.hasten(db, name, key)
        const startAfter = delaySeconds > 0 ? new Date(clock.now() + delaySeconds * 1000) : null
        await add(db, name, { name, data, key, attempt: 0, held: false }, startAfter)
      },
    }),
  }
}
