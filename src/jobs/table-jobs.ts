import type { AddJob, Jobs, JobTable } from '../app/queue.ts'
import { createEngine } from './engine.ts'
import type { JobsOptions } from './options.ts'

/** The queue over a table that one process has to itself (SQLite). */
export function createTableJobs(table: JobTable, options: JobsOptions): Jobs<AddJob> {
  const { engine, wake } = createEngine(table, options)
  return {
    engine,
    committed: wake,
    close: async () => undefined,
    senderIn: (add) => ({
      send: (name, data, { key = null, delaySeconds = 0, hasten = false } = {}) => {
        const runAt = options.clock.now() + delaySeconds * 1000
        return add({ id: options.random.uuid(), name, key, data, runAt, hasten })
      },
    }),
  }
}
