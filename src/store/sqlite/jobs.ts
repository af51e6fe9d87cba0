import type { JobName } from '../../app/ports.ts'
import type { AddJob, JobTable, TakenJob } from '../../app/queue.ts'
import type { Executor, Row } from '../executor.ts'
import { troublesOf } from '../job-troubles.ts'

/** Adds a job inside the unit of work that causes it. */
export function addJobIn(db: Executor): AddJob {
  return async (job) => {
    await db.write(
      `INSERT INTO jobs (id, name, key, data, state, run_at, attempt) VALUES ($1, $2, $3, $4, 'ready', $5, 0)
       ON CONFLICT (name, key) WHERE state = 'ready' AND key IS NOT NULL DO UPDATE
       SET run_at = excluded.run_at WHERE $6 AND jobs.run_at > excluded.run_at`,
      [job.id, job.name, job.key, JSON.stringify(job.data), job.runAt, job.hasten],
    )
  }
}

/** The job table of a database that one process uses. */
export function createJobTable(db: Executor): JobTable {
  return {
    async take(now, leaseUntil) {
      const [taken] = await db.writeReturning(
        `UPDATE jobs SET state = 'running', lease_until = $2, attempt = attempt + 1 WHERE seq = (
           SELECT seq FROM jobs j WHERE state = 'ready' AND run_at <= $1 AND NOT EXISTS (
             SELECT 1 FROM jobs r WHERE r.state = 'running' AND r.name = j.name AND r.key = j.key)
           ORDER BY run_at, seq LIMIT 1)
         RETURNING id, name, key, data, attempt`,
        [now, leaseUntil],
      )
      return taken === undefined ? null : takenJob(taken)
    },
    renew: async (job, leaseUntil) =>
      (await db.write(`UPDATE jobs SET lease_until = $2 WHERE id = $1 AND state = 'running'`, [
        job.id,
        leaseUntil,
      ])) === 1,
    async finish(job) {
      await db.write(`DELETE FROM jobs WHERE id = $1 AND state = 'running'`, [job.id])
    },
    retry: (job, runAt, errorCode) =>
      db.atomically(async (unit) => {
        const dropped = await unit.write(
          `DELETE FROM jobs WHERE id = $1 AND EXISTS (
             SELECT 1 FROM jobs w WHERE w.state = 'ready' AND w.name = jobs.name AND w.key = jobs.key)`,
          [job.id],
        )
        if (dropped === 1) return
        await unit.write(
          `UPDATE jobs SET state = 'ready', run_at = $2, lease_until = NULL, error = $3, attempt = $4
           WHERE id = $1 AND state = 'running'`,
          [job.id, runAt, errorCode, job.attempt],
        )
      }),
    async bury(job, errorCode) {
      const sql = `UPDATE jobs SET state = 'dead', lease_until = NULL, error = $2 WHERE id = $1 AND state = 'running'`
      await db.write(sql, [job.id, errorCode])
    },
    async abandoned(now, mine, starting) {
      // The file has one process: what it did not start itself, nobody works on.
      const rows = await db.read(
        `SELECT id, name, key, data, attempt FROM jobs WHERE state = 'running' AND ($1 OR lease_until < $2)`,
        [starting, now],
      )
      return rows.map(takenJob).filter(({ id }) => !mine.has(id))
    },
    async counts(now) {
      const [row] = await db.read(
        `SELECT count(CASE WHEN state = 'ready' AND run_at <= $1 THEN 1 END) AS ready,
           count(CASE WHEN state = 'ready' AND run_at > $1 THEN 1 END) AS later,
           count(CASE WHEN state = 'running' THEN 1 END) AS running,
           count(CASE WHEN state = 'dead' THEN 1 END) AS dead FROM jobs`,
        [now],
      )
      return {
        ready: Number(row?.ready ?? 0),
        later: Number(row?.later ?? 0),
        running: Number(row?.running ?? 0),
        dead: Number(row?.dead ?? 0),
      }
    },
    async troubles(now) {
      const dead = await db.read(
        `SELECT name, error, count(*) AS jobs FROM jobs WHERE state = 'dead' GROUP BY name, error ORDER BY name, error`,
      )
      const [due] = await db.read(
        `SELECT min(run_at) AS since FROM jobs WHERE state = 'ready' AND run_at <= $1`,
        [now],
      )
      return troublesOf(dead, due)
    },
  }
}

function takenJob(row: Row): TakenJob {
  return {
    id: String(row.id),
    name: row.name as JobName,
    key: row.key === null ? null : String(row.key),
    data: JSON.parse(String(row.data)),
    attempt: Number(row.attempt),
  }
}
