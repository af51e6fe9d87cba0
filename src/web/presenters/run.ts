import type { RefreshRun } from '../../app/model.ts'
import type { Words } from '../language/words.ts'

export interface RunView {
  /** A reading waits or runs. */
  readonly reading: boolean
  /** How the reading under way stands, or when the course was last read. */
  readonly text: string
  /** When the course was last read, in words; `null` before the first time. */
  readonly when: string | null
  /** The last reading failed; what is shown is what was known before. */
  readonly failed: string | null
}

/** `readKey`: the words for a finished reading, `run.read` or `run.checked`. */
export function presentRun(run: RefreshRun | null, words: Words, readKey = 'run.read'): RunView {
  const when = run?.succeededAt ? words.moment(run.succeededAt) : null
  const reading = run?.state === 'waiting' || run?.state === 'running'
  return {
    reading,
    when,
    text: textOf(run, when, words, readKey),
    failed: run?.error ? failure(run, words) : null,
  }
}

function textOf(run: RefreshRun | null, when: string | null, words: Words, readKey: string): string {
  if (run?.state === 'running' && run.total > 0) {
    return words.t('run.running', { done: run.done, total: run.total })
  }
  const reading = run?.state === 'waiting' || run?.state === 'running'
  // After a failure what is on screen is from then, which counts more than that a retry waits: `failed` says that.
  if (reading && (run.error === null || when === null)) return words.t('run.waiting')
  return when === null ? words.t('run.never') : words.t(readKey, { when })
}

function failure(run: RefreshRun, words: Words): string {
  const retry = run.state === 'waiting' || run.state === 'running'
  const scope = run.error === 'scope_missing' && run.errorDetail ? run.errorDetail : null
  if (scope !== null) return words.t('run.failedScope', { scope })
  return words.t(retry ? 'run.failedRetry' : 'run.failed', { code: run.error ?? '' })
}
