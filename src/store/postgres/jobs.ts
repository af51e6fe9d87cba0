import type { JobName } from '../../app/ports.ts'
import type { JobCounts, PostgresQueue, SqlExecutor } from '../../app/queue.ts'
import { troublesOf } from '../job-troubles.ts'
import type { Client, PostgresDatabase } from './database.ts'

/** pg-boss's statements, on a connection or inside a transaction that somebody else began. */
export function executorOn(client: Client): SqlExecutor {
  return { executeSql: (text, values) => client.query(text, values ?? []) }
}

/**
 * pg-boss keeps the jobs. Beside it: which process works on what, because pg-boss lets one job with a key that
 * is taken hold up every job behind it, and leaves a killed process's jobs alone for a quarter of an hour.
 */
export function createPostgresQueue(database: PostgresDatabase): PostgresQueue {
  return {
    executeSql: (text, values) =>
      // Without values the protocol takes several statements at once, which pg-boss's own migrations are.
      database.withClient((client) =>
        values === undefined ? client.query(text) : client.query(text, values),
      ),
    transaction: (work) => database.transaction((client) => work(executorOn(client))),
    async lease(executor, job, now, until) {
      await executor.executeSql('DELETE FROM job_leases WHERE name = $1 AND key = $2 AND until < $3', [
        job.name,
        job.key,
        now,
      ])
      const { rows } = await executor.executeSql(
        `INSERT INTO job_leases (job_id, name, key, until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (name, key) DO NOTHING RETURNING job_id`,
        [job.id, job.name, job.key, until],
      )
      return rows.length === 1
    },
    renewLease: (jobId, until) =>
      database.withClient(async (client) => {
        const { rowCount } = await client.query('UPDATE job_leases SET until = $2 WHERE job_id = $1', [
          jobId,
          until,
        ])
        return rowCount === 1
      }),
    async endLease(executor, jobId) {
      const { rows } = await executor.executeSql(
        'DELETE FROM job_leases WHERE job_id = $1 RETURNING job_id',
        [jobId],
      )
      return rows.length === 1
    },
    async hasten(executor, name, key) {
      await executor.executeSql(
        `UPDATE pgboss.job SET start_after = now()
         WHERE name = $1 AND singleton_key = $2 AND state < 'active' AND start_after > now()`,
        [name, key],
      )
    },
    async orphans(executor, now, mine) {
      const { rows } = await executor.executeSql(
        `SELECT j.id, j.name, j.data FROM pgboss.job j WHERE j.state = 'active' AND j.name <> 'dead'
           AND j.id::text <> ALL ($2::text[])
           AND NOT EXISTS (SELECT 1 FROM job_leases l WHERE l.job_id = j.id::text AND l.until >= $1)
         FOR UPDATE SKIP LOCKED`,
        [now, [...mine]],
      )
      return rows.map((row) => ({ id: String(row.id), name: row.name as JobName, data: row.data }))
    },
    async counts(): Promise<JobCounts> {
      const { rows } = await database.withClient((client) =>
        client.query(
          `SELECT
             count(*) FILTER (WHERE name <> 'dead' AND state < 'active'
               AND (start_after <= now() OR (data ->> 'held')::boolean)) AS ready,
             count(*) FILTER (WHERE name <> 'dead' AND state < 'active'
               AND start_after > now() AND (data ->> 'held')::boolean IS NOT TRUE) AS later,
             count(*) FILTER (WHERE name <> 'dead' AND state = 'active') AS running,
             count(*) FILTER (WHERE name = 'dead' AND state < 'active') AS dead
           FROM pgboss.job`,
        ),
      )
      const row = rows[0] ?? {}
      return {
        ready: Number(row.ready ?? 0),
        later: Number(row.later ?? 0),
        running: Number(row.running ?? 0),
        dead: Number(row.dead ?? 0),
      }
    },
    async troubles() {
      const { rows: dead } = await database.withClient((client) =>
        client.query(
          `SELECT data ->> 'name' AS name, output ->> 'code' AS error, count(*) AS jobs
           FROM pgboss.job WHERE name = 'dead' AND state < 'active' GROUP BY 1, 2 ORDER BY 1, 2`,
        ),
      )
      const { rows: due } = await database.withClient((client) =>
        client.query(
          `SELECT extract(epoch FROM min(start_after)) * 1000 AS since FROM pgboss.job
           WHERE name <> 'dead' AND state < 'active' AND start_after <= now()`,
        ),
      )
      return troublesOf(dead, due[0])
    },
  }
}
