import type { Check, Verdict } from '../types.ts'

export type CheckId =
  | 'parse'
  | 'schema'
  | 'proof'
  | 'issuer'
  | 'status'
  | 'validity'
  | 'recipient'
  | 'credentials'

const outcome =
  (value: Check['outcome']) =>
  (id: CheckId, message: string): Check => ({ id, outcome: value, message })

export const pass = outcome('pass')
export const fail = outcome('fail')
export const unknown = outcome('unknown')
export const skipped = outcome('skipped')

/** One failure makes a badge invalid, one open question makes it unknown: it is never valid on trust. */
export function verdictOf(checks: readonly Check[]): Verdict {
  if (checks.some((check) => check.outcome === 'fail')) return 'invalid'
  return checks.some((check) => check.outcome === 'unknown') ? 'unknown' : 'valid'
}

/** The best of several answers to one question: something that vouches is enough. */
export function bestOf(checks: readonly Check[]): Check | undefined {
  return ['pass', 'unknown', 'fail', 'skipped']
    .map((value) => checks.find((check) => check.outcome === value))
    .find((check) => check !== undefined)
}
