import { randomBytes, randomUUID } from 'node:crypto'
import type { Clock, Random } from './app/ports.ts'

/**
 * What is to be unguessable, and ids. An id is a UUID of version 7 (RFC 9562 §5.7): milliseconds first, then 74 random bits. Rows
 * that come together then lie together in every index, which halves what writing a large roster takes, and no id can be guessed.
 */
export function createRandom(clock: Clock): Random {
  return {
    uuid() {
      const time = clock.now().toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
    },
    token: (bytes) => randomBytes(bytes).toString('base64url'),
  }
}
