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

/** Encodes as base58btc: each zero byte in front is a `1`. */
export function encodeBase58(bytes: Buffer): string {
  let value = bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  for (; value > 0n; value /= 58n) text = ALPHABET[Number(value % 58n)] + text
  const zeros = bytes.findIndex((byte) => byte !== 0)
  return '1'.repeat(zeros === -1 ? bytes.length : zeros) + text
}
