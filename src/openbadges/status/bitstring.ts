import { gunzipSync, gzipSync } from 'node:zlib'
import { BadgeError } from '../errors.ts'

/** The smallest list that still hides whose bit is asked for (Bitstring Status List 1.0 §3.1): 16 KB of bits. */
export const MINIMUM_LENGTH = 131_072
/** 16 MB, 134 million places: beyond that a list is an attack, not a list. */
const MAXIMUM_BYTES = 16 * 1024 * 1024

/**
 * A status list's bits, gzipped and in multibase base64url (`u…`); the first place is the leftmost bit (§3.3).
 *
 * @param indexes places whose bit is 1
 * @param length number of places, a multiple of 8
 *
 * Errors: `BadgeError` `status_index_invalid`.
 */
export function encodeBitstring(indexes: readonly number[], length = MINIMUM_LENGTH): string {
  const bits = new Uint8Array(length / 8)
  for (const index of indexes) {
    if (!Number.isInteger(index) || index < 0 || index >= length) {
      throw new BadgeError('status_index_invalid', `${index} is no place on a list of ${length}`)
    }
    bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7))
  }
  return `u${gzipSync(bits, { level: 9 }).toString('base64url')}`
}

/** The bits of a status list. `has` answers `null` for a place that the list does not have. */
export interface Bitstring {
  readonly length: number
  has(index: number): boolean | null
}

/**
 * Reads an `encodedList`. VCDM 1.1 lists come without the multibase letter.
 *
 * Errors: `BadgeError` `status_list_unreadable`: no gzip, or more than 16 MB unpacked.
 */
export function decodeBitstring(encoded: string): Bitstring {
  const text = encoded.startsWith('u') ? encoded.slice(1) : encoded
  const bits = unpack(Buffer.from(text, 'base64url'))
  const length = bits.length * 8
  return {
    length,
    has(index) {
      if (!Number.isInteger(index) || index < 0 || index >= length) return null
      return ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0
    },
  }
}

function unpack(packed: Buffer): Buffer {
  try {
    return gunzipSync(packed, { maxOutputLength: MAXIMUM_BYTES })
  } catch (cause) {
    throw new BadgeError('status_list_unreadable', 'the status list cannot be unpacked', { cause })
  }
}
