import { LtiError } from '../errors.ts'
import type { Circuit, Clock } from '../types.ts'

/** Failures in a row after which a platform is left alone. */
const FAILURES = 5
const FIRST_PAUSE = 15_000
const LONGEST_PAUSE = 240_000
/** A platform may ask for more than that, but not for ever. */
const LONGEST_HOLD = 3_600_000

export interface Circuits {
  /** Lets a request out (`null`), or tells when to come again. While one probe is out, it is the only one. */
  refusal(name: string): LtiError | null
  /** The platform answered, whatever it said: it is alive. */
  answered(name: string): void
  /** The platform is down (`asked`: for so many milliseconds, by its own word). Tells when to come again once it is left alone. */
  failed(name: string, fault: LtiError, asked: number | null): LtiError | null
  list(): Circuit[]
}

/** What is known of one in trouble; whoever answered last is not kept. */
interface Trouble {
  failures: number
  /** How often in a row it was left alone. */
  pauses: number
  since: number | null
  nextTryAt: number | null
  probing: boolean
  lastError: string
}

/**
 * Spares a platform that is down: after five failures in a row nothing is sent there for a pause, which grows from 15 s
 * to 4 min. Then one request goes out as a probe while the others still wait; the first answer ends it all.
 *
 * @param patience milliseconds within which a probe has come to an end
 */
export function createCircuits(clock: Clock, patience: number): Circuits {
  const troubles = new Map<string, Trouble>()

  function rest(trouble: Trouble, pause: number): void {
    trouble.since ??= clock()
    trouble.nextTryAt = clock() + pause
    trouble.probing = false
    trouble.pauses += 1
  }

  return {
    refusal(name) {
      const trouble = troubles.get(name)
      if (!trouble || trouble.nextTryAt === null) return null
      if (clock() < trouble.nextTryAt) return resting(trouble, clock())
      trouble.probing = true
      trouble.nextTryAt = clock() + patience
      return null
    },
    answered(name) {
      troubles.delete(name)
    },
    failed(name, fault, asked) {
      const fresh = { failures: 0, pauses: 0, since: null, nextTryAt: null, probing: false, lastError: '' }
      const trouble: Trouble = troubles.get(name) ?? fresh
      troubles.set(name, trouble)
      trouble.failures += 1
      trouble.lastError = fault.code
      if (asked !== null) rest(trouble, Math.min(asked, LONGEST_HOLD))
      // Requests that were under way when it was left alone lengthen nothing.
      else if (trouble.probing || (trouble.nextTryAt === null && trouble.failures >= FAILURES))
        rest(trouble, Math.min(FIRST_PAUSE * 2 ** trouble.pauses, LONGEST_PAUSE))
      return trouble.nextTryAt === null ? null : resting(trouble, clock(), fault)
    },
    list: () =>
      [...troubles].map(([origin, { failures, since, nextTryAt, probing, lastError }]) => ({
        origin,
        state: probing ? 'probing' : nextTryAt === null ? 'closed' : 'open',
        failures,
        since,
        nextTryAt,
        lastError,
      })),
  }
}

function resting(trouble: Trouble, now: number, cause?: LtiError): LtiError {
  const host = cause?.detail.host
  return new LtiError('platform_resting', 'the platform is down and is left alone for a while', {
    status: 503,
    retryable: true,
    retryAfter: Math.max(0, (trouble.nextTryAt ?? now) - now),
    countsAsTry: false,
    ...(host === undefined ? {} : { detail: { host } }),
    cause,
  })
}
