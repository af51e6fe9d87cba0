import type { Clock, Random } from '../app/ports.ts'

export interface JobsOptions {
  readonly clock: Clock
  readonly random: Random
  readonly log?: { warn(facts: object, message: string): void }
  /** Jobs in flight at once in this process; 2. */
  readonly concurrency?: number
  /** How often to look for jobs that nobody announced (a retry whose time has come, another process's); 1,000 ms. */
  readonly pollMilliseconds?: number
  /** How long a job is its worker's without a sign of life; 60,000 ms. */
  readonly leaseMilliseconds?: number
  /** How long `stop` lets jobs in flight go on before it aborts their signal; 20,000 ms. */
  readonly graceMilliseconds?: number
  /** Tries in all; 5. */
  readonly attempts?: number
  /** Milliseconds before the try after `attempt`; 2^attempt seconds with up to a quarter more. */
  readonly backoff?: (attempt: number) => number
}
