/**
 * A fault of the database that an operator can do something about, with a stable code:
 * `database_in_use`, `database_url_invalid`, `nested_write`.
 */
export class StoreError extends Error {
  readonly code: string
  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'StoreError'
    this.code = code
  }
}
