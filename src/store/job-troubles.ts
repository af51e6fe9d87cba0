import type { QueueTroubles } from '../app/ports.ts'
import type { Row } from './executor.ts'

/** Rows of `name`, `error` and `jobs`, and the row that holds `since`. */
export function troublesOf(dead: readonly Row[], due: Row | undefined): QueueTroubles {
  return {
    dead: dead.map(({ name, error, jobs }) => ({
      name: String(name ?? 'unknown'),
      error: String(error ?? 'unknown'),
      jobs: Number(jobs),
    })),
    dueSince: due?.since == null ? null : Math.floor(Number(due.since)),
  }
}
