import { BadgeError } from '../errors.ts'
import type { Json, JsonObject } from '../types.ts'

const DEEPEST = 64
/** Values in one document: real badges have a few hundred. */
const MOST_VALUES = 20_000

/**
 * Parses JSON from a stranger into an object. Depth is counted before parsing.
 *
 * Errors: `BadgeError` `json_invalid`, `json_too_deep`, `json_too_large`.
 */
export function parseObject(text: string): JsonObject {
  refuseDepth(text)
  const value = parse(text)
  if (!isObject(value)) throw new BadgeError('json_invalid', 'the JSON is not an object')
  return value
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One value or many, as a list: both are the same in JSON-LD. */
export function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** Strings of a value or list of values. */
export const stringsOf = (value: Json | undefined): string[] =>
  listOf(value).filter((item): item is string => typeof item === 'string')

/** The `id` of a member that is either an id or an object with one. */
export function idOf(value: Json | undefined): string | null {
  if (typeof value === 'string') return value
  return isObject(value) && typeof value.id === 'string' ? value.id : null
}

function refuseDepth(text: string): void {
  let depth = 0
  let values = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === 0x5c) index += 1
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x7b || code === 0x5b) {
      depth += 1
      if (depth > DEEPEST) throw new BadgeError('json_too_deep', 'the JSON is nested too deeply for a badge')
    } else if (code === 0x7d || code === 0x5d) depth -= 1
    else if (code === 0x2c) {
      values += 1
      if (values > MOST_VALUES)
        throw new BadgeError('json_too_large', 'the JSON has too many values for a badge')
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw new BadgeError('json_invalid', 'the JSON has a forbidden name')
      return value
    })
  } catch (cause) {
    if (cause instanceof BadgeError) throw cause
    throw new BadgeError('json_invalid', 'this is not readable as JSON', { cause })
  }
}
