/** Readings of one value of a claim or reply. Each answers `null` for what is not there or cannot be meant. */

const LONGEST_TEXT = 2000
const LONGEST_IDENTIFIER = 255

/** A variable that the platform was to fill in and did not know (LTI 1.3 core appendix B): Canvas leaves `$Person.sourcedId` so. */
const UNFILLED = /^\$[A-Za-z]+(?:\.[A-Za-z]+)+$/

/** Text with something in it. */
export function text(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const trimmed = value.trim()
  return trimmed === '' || UNFILLED.test(trimmed) ? null : trimmed.slice(0, LONGEST_TEXT)
}

/** An identifier to the character; some platforms send integers where the specification says string. */
export function identifier(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (typeof value !== 'string' || value === '' || value.length > LONGEST_IDENTIFIER) return null
  return value
}

/** A number, or a number written as text. */
export function numeric(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || value.trim() === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/** An absolute http or https address, as it was written. */
export function httpUrl(value: unknown): string | null {
  return typeof value === 'string' && originOf(value) !== null ? value : null
}

/** The origin of an absolute http or https address. */
export function originOf(value: string): string | null {
  if (!URL.canParse(value)) return null
  const { protocol, origin } = new URL(value)
  return protocol === 'https:' || protocol === 'http:' ? origin : null
}

/** A JSON object, or an empty one. */
export function object(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The strings of an array. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
