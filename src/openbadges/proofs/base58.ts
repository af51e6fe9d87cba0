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

/** Base58 digits are made three at a time: the largest step whose intermediate results a number holds exactly. */
const STEP = 58 ** 3
const STEP_DIGITS = 3

/** Encodes bytes as base58btc. */
export function encodeBase58(bytes: Buffer): string {
  const padded = Buffer.concat([Buffer.alloc((4 - (bytes.length % 4)) % 4), bytes])
  const words = Array.from({ length: padded.length / 4 }, (_, index) => padded.readUInt32BE(index * 4))
  let digits = ''
  for (let from = words.findIndex((word) => word > 0); from >= 0; ) {
    let rest = 0
    for (let at = from; at < words.length; at += 1) {
      const value = rest * 2 ** 32 + (words[at] ?? 0)
      words[at] = Math.floor(value / STEP)
      rest = value % STEP
    }
    for (let count = 0; count < STEP_DIGITS; count += 1) {
      digits = ALPHABET[rest % 58] + digits
      rest = Math.floor(rest / 58)
    }
    while (from >= 0 && words[from] === 0) from = from + 1 < words.length ? from + 1 : -1
  }
  const zeros = bytes.findIndex((byte) => byte > 0)
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + digits.replace(/^1+/, '')
}
