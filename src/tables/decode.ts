import { TableError } from './errors.ts'

/**
 * Bytes as text: UTF-8, UTF-16 (with a mark, or by its zero bytes), and what is neither as Windows-1252, which Excel still
 * writes. Errors: `table_unknown_type` for what is no text in any of them.
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes)
  const text = encoding === 'windows-1252' ? western(bytes) : new TextDecoder(encoding).decode(bytes)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: characters that no text holds are what is looked for.
  if (/[\u0000-\u0008\u000e-\u001a]/.test(text)) throw new TableError('table_unknown_type', 'not a text file')
  return text
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  // Western text in UTF-16: every other byte is zero.
  if (first !== 0 && second === 0) return 'utf-16le'
  if (first === 0 && second !== 0) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

/** 0x80 to 0x9F, where Latin-1 has control characters. (Node 20's own decoder takes the one for the other.) */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function western(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1')
  return text.replace(/[\u0080-\u009f]/g, (one) => WESTERN[one.charCodeAt(0) - 0x80] ?? one)
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
