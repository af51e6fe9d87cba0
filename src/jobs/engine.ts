import type { Job, JobEngine, JobHandlers, JobName } from '../app/ports.ts'
import type { JobTable, TakenJob } from '../app/queue.ts'
import { exponentialBackoff, failureOf } from './failure.ts'
import type { JobsOptions } from './options.ts'
import { createSettled } from './settled.ts'

/** The loop that takes jobs from a table and runs them; the same over either database. */
export function createEngine(table: JobTable, options: JobsOptions): { engine: JobEngine; wake(): void } {
  const { clock, log, concurrency = 2, pollMilliseconds = 1000, leaseMilliseconds = 60_000 } = options
  const { graceMilliseconds = 20_000, attempts = 5, backoff = exponentialBackoff(options.random) } = options
  const inFlight = new Map<Promise<void>, { readonly id: string; readonly abort: AbortController }>()
  const settled = createSettled()
  let handlers: JobHandlers | null = null
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> | null = null
  let lookAgain = false
  let checkedAt = 0

  async function failed(job: TakenJob, error: unknown): Promise<void> {
    const { code, retryable, retryAfter, countsAsTry } = failureOf(error)
    const last = !retryable || (countsAsTry && job.attempt >= attempts)
    log?.warn({ job: job.name, id: job.id, attempt: job.attempt, code, last }, 'a job failed')
    if (last) return table.bury(job, code)
    const runAt = Math.ceil(clock.now() + (retryAfter ?? backoff(job.attempt)))
    await table.retry(countsAsTry ? job : untried(job), runAt, code)
  }

  async function run(job: TakenJob, handle: JobHandlers, abort: AbortController): Promise<void> {
    const renewal = setInterval(() => {
      table.renew(job, clock.now() + leaseMilliseconds).then(
        // Somebody else may have the job by now: two must not go on at once.
        (held) => held || abort.abort(new Error('lease lost')),
        () => undefined,
      )
    }, leaseMilliseconds / 3)
    renewal.unref()
    try {
      // The handler of a name takes the data of that name: what was stored was sent with these types.
      const handler = handle[job.name] as (job: Job<JobName>, signal: AbortSignal) => Promise<void>
      const { id, name, attempt } = job
      await handler(
        { id, name, data: job.data as Job['data'], attempt, last: attempt >= attempts },
        abort.signal,
      )
      await table.finish(job)
    } catch (error) {
      await failed(job, error)
    } finally {
      clearInterval(renewal)
    }
  }

  function begin(job: TakenJob, handle: JobHandlers): void {
    const abort = new AbortController()
    const running = run(job, handle, abort)
      // The database is away: the lease runs out and the job is taken up again.
      .catch((error) =>
        log?.warn({ job: job.name, code: failureOf(error).code }, 'a job could not be settled'),
      )
      .finally(() => {
        inFlight.delete(running)
        settled.tell()
        wake()
      })
    inFlight.set(running, { id: job.id, abort })
  }

  async function takeUpAbandoned(starting: boolean): Promise<void> {
    checkedAt = clock.now()
    // A machine that slept finds its leases run out; what still runs here is not taken up a second time.
    const mine = new Set([...inFlight.values()].map(({ id }) => id))
    for (const job of await table.abandoned(clock.now(), mine, starting)) {
      log?.warn(
        { job: job.name, id: job.id, attempt: job.attempt },
        'a job whose process ended is taken up again',
      )
      if (job.attempt >= attempts) await table.bury(job, 'process_ended')
      else await table.retry(job, clock.now(), 'process_ended')
    }
  }

  async function look(): Promise<void> {
    try {
      if (clock.now() - checkedAt > leaseMilliseconds) await takeUpAbandoned(false)
      while (handlers !== null && inFlight.size < concurrency) {
        const job = await table.take(clock.now(), clock.now() + leaseMilliseconds)
        if (job === null) break
        if (handlers === null) await table.retry(untried(job), clock.now(), 'stopped')
        else begin(job, handlers)
      }
    } catch (error) {
      log?.warn({ code: failureOf(error).code }, 'the job queue cannot be read')
    }
  }

  function wake(): void {
    lookAgain = true
    if (looking !== null || handlers === null) return
    looking = (async () => {
      while (lookAgain && handlers !== null) {
        lookAgain = false
        await look()
      }
    })().finally(() => {
      looking = null
      settled.tell()
    })
  }

  const engine: JobEngine = {
    async start(given) {
      if (handlers !== null) return
      await takeUpAbandoned(true)
      handlers = given
      timer = setInterval(wake, pollMilliseconds)
      timer.unref()
      wake()
    },
    async stop() {
      handlers = null
      if (timer !== null) clearInterval(timer)
      await looking
      const impatience = setTimeout(() => {
        for (const { abort } of inFlight.values()) abort.abort(new Error('stopping'))
      }, graceMilliseconds)
      await Promise.all(inFlight.keys())
      clearTimeout(impatience)
    },
    async idle() {
      for (;;) {
        const { ready, running } = await table.counts(clock.now())
        if (ready + running === 0 && inFlight.size === 0) return
        // Another process's jobs are not announced here, so look now and then as well.
        await settled.next(Math.min(50, pollMilliseconds))
      }
    },
    async counts() {
      const { ready, later, running, dead } = await table.counts(clock.now())
      return { waiting: ready + later, running, dead }
    },
    troubles: () => table.troubles(clock.now()),
  }
  return { engine, wake }
}

/** The job as it was before it was taken. */
function untried(job: TakenJob): TakenJob {
  return { ...job, attempt: job.attempt - 1 }
}
