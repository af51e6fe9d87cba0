/** When the VLE was read, and what it said. */

/** When the VLE was last read, and how it went. One row a course, written by the job that ran, not by the refresh itself. */
export interface RefreshRun {
  readonly courseId: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly requestedAt: string
  readonly startedAt: string | null
  /** Of the last run that succeeded. */
  readonly succeededAt: string | null
  /** Learners done so far and in all, while running. */
  readonly done: number
  readonly total: number
  /** Code of the last failure, until a run succeeds; retried while a job waits. */
  readonly error: string | null
  readonly errorDetail: string | null
}

/** A fingerprint of what a source last said, person by person, in one row: what makes "nothing changed" cost nothing. */
export interface Snapshot {
  readonly courseId: string
  /** `roster`, or an activity's id. */
  readonly source: string
  /** sub → short hash of what was seen. */
  readonly entries: Readonly<Record<string, string>>
  /** Of a roster: where the platform tells what changed since then, if it does, and when the whole was read last. */
  readonly differences: { readonly url: string; readonly wholeReadAt: string } | null
}
