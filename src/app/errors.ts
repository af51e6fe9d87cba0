/**
 * A refusal by the product itself. The words people read are `errors.<code>` in the language files;
 * `message` is for the log and holds nothing personal.
 */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly detail: Readonly<Record<string, string>>
  /** A job that ends with one is not tried again: waiting does not change the product's mind. */
  readonly retryable = false
  constructor(code: string, status: number, message: string, detail: Record<string, string> = {}) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.status = status
    this.detail = detail
  }
}

/** A write names what was removed a moment ago, such as an erased person. A job tries again, and leaves it out. */
export class GoneError extends Error {
  readonly code = 'gone_meanwhile'
  readonly status = 409
  constructor(cause: Error) {
    super(cause.message, { cause })
    this.name = 'GoneError'
  }
}
