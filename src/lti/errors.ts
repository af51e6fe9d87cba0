/**
 * One fault of LTI, with a stable code, the HTTP status it deserves and whether trying again may help.
 * `message` is for the log and never holds a token, key, email or return URL; people read the words of
 * `errors.<code>` from the language files.
 */
export class LtiError extends Error {
  readonly code: string
  readonly status: number
  readonly retryable: boolean
  /** Milliseconds the platform asked us to wait (`Retry-After`). */
  readonly retryAfter: number | null
  /** `false`: waiting is all there is to do, so a queue that gives up after some tries need not count this one. */
  readonly countsAsTry: boolean
  /** Values for the words, safe to show: a scope, a claim's name. */
  readonly detail: Readonly<Record<string, string>>

  constructor(
    code: string,
    message: string,
    options: {
      status?: number
      retryable?: boolean
      retryAfter?: number | null
      countsAsTry?: boolean
      detail?: Record<string, string>
      cause?: unknown
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'LtiError'
    this.code = code
    this.status = options.status ?? 400
    this.retryable = options.retryable ?? false
    this.retryAfter = options.retryAfter ?? null
    this.countsAsTry = options.countsAsTry ?? true
    this.detail = options.detail ?? {}
  }
}
