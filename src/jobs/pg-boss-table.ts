import type PgBoss from 'pg-boss'
import type { JobName } from '../app/ports.ts'
import type { JobTable, PostgresQueue, SqlExecutor, TakenJob } from '../app/queue.ts'

/** What is kept as pg-boss's data: the tries are counted by us, because each wait has its own length. */
export interface Envelope {
  /** Also here, because pg-boss keeps only the data of a job that is dead. */
  readonly name: JobName
  readonly data: unknown
  readonly key: string | null
  /** Tries so far. */
  readonly attempt: number
  /** Put back because a job with its key was running: due, although its time is set a little ahead. */
  readonly held: boolean
}

/** How long a job waits for one with the same key before it is looked at again. */
const HELD_MILLISECONDS = 500

/** pg-boss as a job table. Its queues have the policy `short`: one job waits per key. */
export function createPgBossTable(
  boss: PgBoss,
  queue: PostgresQueue,
  names: readonly JobName[],
  add: (executor: SqlExecutor, name: JobName, envelope: Envelope, startAfter: Date | null) => Promise<void>,
): JobTable {
  let turn = 0

  const envelope = (job: TakenJob, attempt: number, held = false): Envelope => ({
    name: job.name,
    data: job.data,
    key: job.key,
    attempt,
    held,
  })
  const taken = (row: { id: string; name: string; data: unknown }): TakenJob => {
    const { data, key, attempt } = row.data as Envelope
    return { id: row.id, name: row.name as JobName, key, data, attempt: attempt + 1 }
  }

  /** Ends a running job in pg-boss together with `after`, unless its lease was lost and it is somebody else's. */
  const settle = (job: TakenJob, after: (executor: SqlExecutor) => Promise<void>) =>
    queue.transaction(async (executor) => {
      if (await queue.endLease(executor, job.id)) await after(executor)
    })

  async function takeFrom(name: JobName, now: number, leaseUntil: number): Promise<TakenJob | null | 'held'> {
    return queue.transaction(async (db) => {
      const [row] = await boss.fetch<Envelope>(name, { batchSize: 1, db })
      if (row === undefined) return null
      const job = taken(row)
      if (await queue.lease(db, job, now, leaseUntil)) return job
      await boss.deleteJob(name, job.id, { db })
      await add(db, name, envelope(job, job.attempt - 1, true), new Date(now + HELD_MILLISECONDS))
      return 'held'
    })
  }

  return {
    async take(now, leaseUntil) {
      turn++
      for (let count = 0; count < names.length; count++) {
        // Another name goes first each time, so that none starves.
        const name = names[(turn + count) % names.length]
        if (name === undefined) continue
        let found = await takeFrom(name, now, leaseUntil)
        while (found === 'held') found = await takeFrom(name, now, leaseUntil)
        if (found !== null) return found
      }
      return null
    },
    renew: (job, leaseUntil) => queue.renewLease(job.id, leaseUntil),
    finish: (job) =>
      settle(job, async (db) => {
        await boss.deleteJob(job.name, job.id, { db })
      }),
    retry: (job, runAt) =>
      settle(job, async (db) => {
        await boss.deleteJob(job.name, job.id, { db })
        await add(db, job.name, envelope(job, job.attempt), new Date(runAt))
      }),
    bury: (job, errorCode) =>
      settle(job, async (db) => {
        await boss.fail(job.name, job.id, { code: errorCode }, { db })
      }),
    abandoned: (now, working) =>
      queue.transaction(async (executor) => {
        const orphans = (await queue.orphans(executor, now, working)).map(taken)
        const mine: TakenJob[] = []
        for (const job of orphans) {
          await queue.endLease(executor, job.id)
          // A lease of a moment, so that only this process settles it.
          if (await queue.lease(executor, job, now, now + HELD_MILLISECONDS * 20)) mine.push(job)
        }
        return mine
      }),
    counts: () => queue.counts(),
    troubles: () => queue.troubles(),
  }
}
