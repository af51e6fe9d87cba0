const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const DIGITS = new Map([...ALPHABET].map((letter, index) => [letter, BigInt(index)]))
/** Keys and signatures are far shorter; decoding takes time quadratic in the length. */
const LONGEST = 256

/** Decodes base58btc (Controlled Identifiers 1.0 §2.4). Answers `null` for what is none. */
export function decodeBase58(text: string): Buffer | null {
  if (text.length > LONGEST) return null
  let value = 0n
  for (const letter of text) {
    const digit = DIGITS.get(letter)
    if (digit === undefined) return null
    value = value * 58n + digit
  }
  const hex = value === 0n ? '' : value.toString(16)
  const leadingZeros = text.length - text.replace(/^1+/, '').length
  return Buffer.concat([Buffer.alloc(leadingZeros), Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')])
}

/** Digits made in one division: the most whose intermediate results a number holds exactly. */
const AT_ONCE = 3
const STEP = 58 ** AT_ONCE
const ONE = ALPHABET.charCodeAt(0)
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0))

/** Encodes bytes as base58btc: divides the number that they are, 32 bits at a time, and writes the remainders from the end. */
export function encodeBase58(bytes: Buffer): string {
  const words = wordsOf(bytes)
  // A byte takes at most 1.37 digits.
  const digits = Buffer.allocUnsafe(Math.ceil(bytes.length * 1.37) + AT_ONCE)
  let end = digits.length
  for (let from = 0; from < words.length; ) {
    if (words[from] === 0) {
      from += 1
      continue
    }
    let rest = 0
    for (let at = from; at < words.length; at += 1) {
      const value = rest * 2 ** 32 + (words[at] as number)
      const quotient = Math.floor(value / STEP)
      words[at] = quotient
      rest = value - quotient * STEP
    }
    for (let count = 0; count < AT_ONCE; count += 1) {
      digits[--end] = CODES[rest % 58] as number
      rest = Math.floor(rest / 58)
    }
  }
  while (digits[end] === ONE) end += 1
  let zeros = 0
  while (bytes[zeros] === 0) zeros += 1
  return ALPHABET.charAt(0).repeat(zeros) + digits.toString('latin1', end)
}

/** Big-endian words of 32 bits, the first filled up with zeros. */
function wordsOf(bytes: Buffer): Uint32Array {
  const words = new Uint32Array(Math.ceil(bytes.length / 4))
  const lead = words.length * 4 - bytes.length
  for (let index = 0; index < bytes.length; index += 1) {
    const at = (lead + index) >> 2
    words[at] = ((words[at] as number) << 8) | (bytes[index] as number)
  }
  return words
}
