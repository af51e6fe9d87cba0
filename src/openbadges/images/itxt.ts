import { inflateSync } from 'node:zlib'
import { BadgeError } from '../errors.ts'
import type { Chunk } from './chunks.ts'

/** Unpacked, a badge's text is a few kilobytes. */
const MAXIMUM_TEXT = 2 * 1024 * 1024

/** The keyword of a text chunk (PNG §11.3.3): what stands before the first zero byte. */
export function keywordOf({ data }: Chunk): string {
  const end = data.indexOf(0)
  return data.toString('latin1', 0, end < 0 ? Math.min(data.length, 79) : end)
}

/** The data of an iTXt chunk before its text, uncompressed: keyword, two zero flags, no language, no translated keyword. */
export const leadOf = (keyword: string): Buffer => Buffer.from(`${keyword}\0\0\0\0\0`)

/**
 * The text of an iTXt, tEXt or zTXt chunk.
 *
 * Errors: `BadgeError` `png_invalid`: malformed, not UTF-8, unpacks to more than 2 MB.
 */
export function textOf(chunk: Chunk): string {
  const { data, type } = chunk
  const keywordEnd = data.indexOf(0)
  if (keywordEnd < 0) throw malformed()
  if (type === 'tEXt') return data.toString('latin1', keywordEnd + 1)
  if (type === 'zTXt') return unpack(data.subarray(keywordEnd + 2)).toString('latin1')
  const compressed = data[keywordEnd + 1]
  const languageEnd = data.indexOf(0, keywordEnd + 3)
  const translatedEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1)
  if (translatedEnd < 0 || (compressed !== 0 && compressed !== 1)) throw malformed()
  const bytes = data.subarray(translatedEnd + 1)
  return utf8(compressed === 1 ? unpack(bytes) : bytes)
}

function unpack(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: MAXIMUM_TEXT })
  } catch (cause) {
    throw new BadgeError('png_invalid', 'the text in the PNG file cannot be unpacked', { cause })
  }
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new BadgeError('png_invalid', 'the text in the PNG file is not UTF-8', { cause })
  }
}

const malformed = () => new BadgeError('png_invalid', 'a text chunk of the PNG file is malformed')
