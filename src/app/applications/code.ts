import type { Random } from '../ports.ts'

/** Consonants: no word comes of them by chance (RFC 8628 §6.1). 20 to the 8th is 25 thousand million. */
const ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ'
const LENGTH = 8
/** More than needed, for those that would not be even. */
const BYTES = 32
const EVEN = 256 - (256 % ALPHABET.length)

/** A code that people type: eight letters. */
export function newUserCode(random: Random): string {
  let code = ''
  while (code.length < LENGTH) {
    for (const byte of Buffer.from(random.token(BYTES), 'base64url'))
      if (byte < EVEN && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length]
  }
  return code
}

/** As people type it: in small letters, with spaces or a hyphen in between. */
export const readUserCode = (typed: string) => typed.toUpperCase().replace(/[\s-]/g, '').slice(0, 100)
