/**
 * What the job queue needs of the database, in between `store` (which holds the SQL) and `jobs` (which holds
 * the policy). Neither imports the other: `main` hands a `JobsFactory` to the store as it opens.
 */
import type { JobEngine, JobName, JobSender, QueueTroubles } from './ports.ts'

/** A job as it is kept. Times are milliseconds since the epoch. */
export interface NewJob {
  readonly id: string
  readonly name: JobName
  readonly key: string | null
  readonly data: unknown
  readonly runAt: number
  /** One with the same name and key that waits for later runs at `runAt` in place of this one. */
  readonly hasten: boolean
}

export interface TakenJob {
  readonly id: string
  readonly name: JobName
  readonly key: string | null
  readonly data: unknown
  /** 1 for the first. */
  readonly attempt: number
}

export interface JobCounts {
  /** Due now, or only waiting for one with the same key to end. */
  readonly ready: number
  /** Waiting for their time. */
  readonly later: number
  readonly running: number
  readonly dead: number
}

/** Where jobs are kept. Every method is atomic; `name` and `key` together exclude one another while running. */
export interface JobTable {
  /** The oldest job that is due and whose key is not running; it is the caller's until `leaseUntil`. */
  take(now: number, leaseUntil: number): Promise<TakenJob | null>
  /** `false`: the lease was lost, somebody else may have the job. */
  renew(job: TakenJob, leaseUntil: number): Promise<boolean>
  finish(job: TakenJob): Promise<void>
  /** Back to waiting until `runAt`, with `job.attempt` tries behind it; dropped when one with the same name and key waits already. */
  retry(job: TakenJob, runAt: number, errorCode: string): Promise<void>
  /** Kept, never run again. */
  bury(job: TakenJob, errorCode: string): Promise<void>
  /**
   * Running jobs that nobody works on any more. `mine`: ids of those the caller works on itself, however late its clock says it is.
   * `starting`: the caller is the first to look since the process began.
   */
  abandoned(now: number, mine: ReadonlySet<string>, starting: boolean): Promise<TakenJob[]>
  counts(now: number): Promise<JobCounts>
  troubles(now: number): Promise<QueueTroubles>
}

/** Runs one statement; the shape that pg-boss asks for. */
export interface SqlExecutor {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

/** PostgreSQL beside pg-boss: its own tables, and the leases that say which process works on what. */
export interface PostgresQueue extends SqlExecutor {
  transaction<T>(work: (executor: SqlExecutor) => Promise<T>): Promise<T>
  /** `false` when another job with this name and key runs. */
  lease(executor: SqlExecutor, job: TakenJob, now: number, until: number): Promise<boolean>
  renewLease(jobId: string, until: number): Promise<boolean>
  /** `false` when the lease was somebody else's by then. */
  endLease(executor: SqlExecutor, jobId: string): Promise<boolean>
  /** Makes the job with this name and key that waits for later due at once. */
  hasten(executor: SqlExecutor, name: JobName, key: string): Promise<void>
  /** Active jobs without a living lease, but for `mine`, locked until the transaction ends. */
  orphans(
    executor: SqlExecutor,
    now: number,
    mine: ReadonlySet<string>,
  ): Promise<{ id: string; name: JobName; data: unknown }[]>
  counts(): Promise<JobCounts>
  troubles(): Promise<QueueTroubles>
}

/** A queue over one database. `In` is what sending inside a transaction takes. */
export interface Jobs<In> {
  readonly engine: JobEngine
  /** A sender whose jobs exist only if the transaction commits. */
  senderIn(transaction: In): JobSender
  /** To be called when a transaction that sent jobs has committed. */
  committed(): void
  /** Frees what the queue holds of the database; the engine is stopped first. */
  close(): Promise<void>
}

/** Adds a row inside the caller's transaction; dropped when one with the same name and key waits. */
export type AddJob = (job: NewJob) => Promise<void>

/** Made by `jobs`, called by `store` when the tables are there. */
export interface JobsFactory {
  /** One process with a table of its own (SQLite). */
  table(table: JobTable): Promise<Jobs<AddJob>>
  /** pg-boss, for several processes. */
  pgBoss(queue: PostgresQueue): Promise<Jobs<SqlExecutor>>
}
