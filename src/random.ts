import { randomBytes, randomUUID } from 'node:crypto'
import type { Clock, Random } from './app/ports.ts'

/** Asking for random bytes costs far more than the bytes do. */
const AHEAD = 4096

/**
 * What is to be unguessable, and ids. An id is a UUID of version 7 (RFC 9562 §5.7): milliseconds first, then 74 random bits. Rows
 * that come together then lie together in every index, which halves what writing a large roster takes, and no id can be guessed.
 */
export function createRandom(clock: Clock): Random {
  let ahead = Buffer.alloc(0)
  // Many ids are made within one millisecond: its text is made once.
  let millisecond = Number.NaN
  let start = ''
  return {
    uuid() {
      const now = clock.now()
      if (now !== millisecond) {
        const time = now.toString(16).padStart(12, '0')
        start = `${time.slice(0, 8)}-${time.slice(8)}-7`
        millisecond = now
      }
      return start + randomUUID().slice(15)
    },
    token(bytes) {
      if (bytes > ahead.length) ahead = randomBytes(Math.max(bytes, AHEAD))
      const own = ahead.subarray(0, bytes)
      ahead = ahead.subarray(bytes)
      const token = own.toString('base64url')
      own.fill(0)
      return token
    },
  }
}
