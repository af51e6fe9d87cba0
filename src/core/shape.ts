/** Checks of plain JSON by hand. Every one throws an `Error` whose message begins with the path of the mistake. */
export type Fields = Readonly<Record<string, unknown>>

export function fail(path: string, what: string): never {
  throw new Error(`${path} ${what}`)
}

/** An object with these fields and no others: a mistyped threshold must not be passed over in silence. */
export function object(value: unknown, path: string, allowed: readonly string[]): Fields {
  if (!isFields(value)) return fail(path, 'must be an object')
  const stranger = Object.keys(value).find((key) => !allowed.includes(key))
  return stranger === undefined
    ? value
    : fail(`${path}.${stranger}`, `is not known; ${path} may hold ${allowed.join(', ')}`)
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function list(value: unknown, path: string): readonly unknown[] {
  return Array.isArray(value) ? value : fail(path, 'must be a list')
}

export function text(value: unknown, path: string): string {
  const isRight = typeof value === 'string' && value.trim().length > 0 && value.length <= 500
  return isRight ? value : fail(path, 'must be a text of 1 to 500 characters')
}

export function oneOf<T extends string>(value: unknown, path: string, choices: readonly T[]): T {
  return choices.find((choice) => choice === value) ?? fail(path, `must be one of ${choices.join(', ')}`)
}

export function number(value: unknown, path: string, least: number, most: number): number {
  const isRight = typeof value === 'number' && value >= least && value <= most
  return isRight ? value : fail(path, `must be a number from ${least} to ${most}`)
}

export function whole(value: unknown, path: string, least: number, most: number): number {
  const isRight = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
  return isRight ? value : fail(path, `must be a whole number from ${least} to ${most}`)
}
