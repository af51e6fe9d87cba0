import { CLAIM, type Claims } from '../claims.ts'
import { object } from '../values.ts'

const MOST = 200
const LONGEST_KEY = 128
const LONGEST_VALUE = 8192

/**
 * Custom parameters (LTI 1.3 core §5.4.6). Keys in lower case: Moodle sends mixed-case keys twice, once in lower case, and
 * that one counts. A value that starts with `$` is a variable the platform does not know: absent. What is too long is
 * left out whole, for half a value is a wrong one.
 */
export function readCustom(claims: Claims): Record<string, string> {
  const entries = Object.entries(object(claims[CLAIM.custom]))
  const found = new Map<string, string>()
  for (const [key, raw] of entries) {
    const name = key.toLowerCase()
    const value = written(raw)
    if (value === null || value.startsWith('$') || value.length > LONGEST_VALUE || name.length > LONGEST_KEY)
      continue
    if (found.has(name) ? key !== name : found.size >= MOST) continue
    found.set(name, value)
  }
  return Object.fromEntries(found)
}

function written(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
