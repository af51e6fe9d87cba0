/** The durable queue. */

/** What runs in the background, by name, with its data. */
export interface JobData {
  /** Read the VLE, compute progress, award. */
  refresh: { courseId: string }
  /** Put unpublished credentials into the gradebook, and take withdrawn ones out of it. */
  publish: { courseId: string }
  /** Put the score of a check-in or a hand-in into its own line item; `null`: of everybody's so far. */
  'post-work': { courseId: string; activityId: string; personId: string | null }
  /** Send what people are to be told by mail. */
  mail: { courseId: string }
  /** Evaluate some learners, or all (`null`), without reading the VLE. `endsRun`: a refresh asked for it, which ends with it. */
  evaluate: { courseId: string; personIds: string[] | null; endsRun: boolean }
  /** Issue anew what stood in a course at that time, as somebody (`null`: the operator) asked. */
  reissue: { courseId: string; reason: string; by: string | null; before: string }
}
export type JobName = keyof JobData

export interface JobSender {
  /**
   * Enqueue. With a `key`: while one with the same name and key waits, a second is dropped, and two never run at once.
   * `hasten`: the one that waits runs now, whatever it waited for.
   */
  send<N extends JobName>(
    name: N,
    data: JobData[N],
    options?: { key?: string; delaySeconds?: number; hasten?: boolean },
  ): Promise<void>
}

export interface Job<N extends JobName = JobName> {
  readonly id: string
  readonly name: N
  readonly data: JobData[N]
  /** 1 for the first. */
  readonly attempt: number
  /** No try follows this one, unless it fails in a way that does not count (the VLE is left alone for a while). */
  readonly last: boolean
}

export type JobHandlers = { [N in JobName]: (job: Job<N>, signal: AbortSignal) => Promise<void> }

/** The queue as `main` runs it. A handler that throws is retried with backoff; after the last attempt the job is kept as dead. */
export interface JobEngine {
  start(handlers: JobHandlers): Promise<void>
  /** Stops taking jobs and waits for those in flight. */
  stop(): Promise<void>
  /** Resolves when nothing is ready or running (jobs that wait for a later retry do not count). For tests, the demo and the command line. */
  idle(): Promise<void>
  counts(): Promise<{ waiting: number; running: number; dead: number }>
  troubles(): Promise<QueueTroubles>
}

/** What does not get on in the queue. */
export interface QueueTroubles {
  /** Jobs that were given up, by name and by the code of their last failure. */
  readonly dead: readonly { readonly name: string; readonly error: string; readonly jobs: number }[]
  /** Since when the job that is due longest has waited, in milliseconds since the epoch; `null`: none is due. */
  readonly dueSince: number | null
}
