import { ZodError } from 'zod'
import { AppError, GoneError } from '../app/errors.ts'
import { LtiError } from '../lti/errors.ts'

/** Any fault in the form that an answer needs. */
export interface Fault {
  readonly code: string
  readonly status: number
  /** For the log; holds nothing personal. */
  readonly message: string
  /** Values for the words, safe to show. */
  readonly detail: Readonly<Record<string, string>>
  readonly retryAfterSeconds: number | null
}

/** Turns whatever was thrown into a fault; what nobody foresaw is `internal` 500 and shows nothing of itself. */
export function faultOf(error: unknown): Fault {
  if (error instanceof LtiError) {
    const wait = error.retryAfter === null ? null : Math.ceil(error.retryAfter / 1000)
    return fault(error.code, error.status, error.message, error.detail, wait)
  }
  if (error instanceof AppError) {
    const wait = error.status === 429 ? 60 : null
    return fault(error.code, error.status, error.message, error.detail, wait)
  }
  if (error instanceof GoneError) return fault(error.code, error.status, error.message)
  if (error instanceof ZodError) return fault('bad_input', 400, 'the form did not pass its checks')
  const parsing = bodyFault(error)
  return parsing ?? fault('internal', 500, error instanceof Error ? error.name : 'not an error')
}

/** What express's body parsers and router throw carries a status of its own. */
function bodyFault(error: unknown): Fault | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null
  if (error.status === 413) return fault('too_large', 413, 'the body is over its limit')
  if (error.status >= 400 && error.status < 500)
    return fault('bad_request', 400, 'the request cannot be read')
  return null
}

function fault(
  code: string,
  status: number,
  message: string,
  detail: Readonly<Record<string, string>> = {},
  retryAfterSeconds: number | null = null,
): Fault {
  return { code, status, message, detail, retryAfterSeconds }
}
