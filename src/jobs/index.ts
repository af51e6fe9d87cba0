import type { JobsFactory } from '../app/queue.ts'
import type { JobsOptions } from './options.ts'
import { createPgBossJobs } from './pg-boss-jobs.ts'
import { createTableJobs } from './table-jobs.ts'

export type { JobsOptions } from './options.ts'

/**
 * The job queue, to be handed to the store as it opens, which knows the database it runs over: a table on SQLite,
 * pg-boss on PostgreSQL, with the same contract.
 */
export function createJobs(options: JobsOptions): JobsFactory {
  return {
    table: async (table) => createTableJobs(table, options),
    pgBoss: (queue) => createPgBossJobs(queue, options),
  }
}
