/** A fault in a badge's documents or image, with a stable code. */
export class BadgeError extends Error {
  readonly code: string
  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'BadgeError'
    this.code = code
  }
}
