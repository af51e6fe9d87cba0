import type { Random } from '../app/ports.ts'

export interface Failure {
  /** A stable code, never a message: messages may name people. */
  readonly code: string
  /** `false`: trying again cannot help. */
  readonly retryable: boolean
  /** Milliseconds the other side asked to wait. */
  readonly retryAfter: number | null
  /** `false`: the other side is known to be away; a try that only found that out is not counted. */
  readonly countsAsTry: boolean
}

/** What the queue needs to know of whatever a handler threw. */
export function failureOf(error: unknown): Failure {
  const facts = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const word = [facts.code, facts.name].find(
    (value): value is string => typeof value === 'string' && /^[\w-]{1,64}$/.test(value),
  )
  return {
    code: word ?? 'unknown',
    retryable: facts.retryable !== false,
    retryAfter: typeof facts.retryAfter === 'number' && facts.retryAfter >= 0 ? facts.retryAfter : null,
    countsAsTry: facts.countsAsTry !== false,
  }
}

/** 2^attempt seconds, and up to a quarter more so that what failed together does not come back together. */
export function exponentialBackoff(random: Random): (attempt: number) => number {
  return (attempt) => {
    const [byte = 0] = Buffer.from(random.token(1), 'base64url')
    return 2 ** attempt * 1000 * (1 + byte / 1024)
  }
}
