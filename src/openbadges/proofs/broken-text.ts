import type { Json } from '../types.ts'

const LONE_SURROGATE = /\p{Surrogate}/u

/** Whether a text, or any text in a value, has half a character: UTF-8 cannot hold it, so no signature can cover it. */
export function isBroken(value: Json): boolean {
  if (typeof value === 'string') return LONE_SURROGATE.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([member, held]) => LONE_SURROGATE.test(member) || isBroken(held))
}
