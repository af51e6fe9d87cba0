import { crc32 } from 'node:zlib'
import { BadgeError } from '../errors.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** What a chunk takes besides its data: length, type and CRC. */
export const AROUND = 12

/** Where one chunk stands in the file (PNG §5.3). */
export interface Chunk {
  readonly type: string
  /** Of the length field. */
  readonly start: number
  /** Just after the CRC. */
  readonly end: number
  readonly data: Buffer
}

export function isPng(file: Buffer): boolean {
  return file.subarray(0, SIGNATURE.length).equals(SIGNATURE)
}

/**
 * Walks the chunks of a PNG up to IEND without decoding a pixel. What follows IEND is ignored, as every viewer does. CRCs are
 * checked for text chunks only: those of the pixels cost more than everything else together and are none of ours.
 *
 * Errors: `BadgeError` `png_invalid`: not a PNG, truncated, a broken text chunk.
 */
export function chunksOf(file: Buffer): Chunk[] {
  if (!isPng(file)) throw new BadgeError('png_invalid', 'this is not a PNG file')
  const chunks: Chunk[] = []
  let start = SIGNATURE.length
  for (;;) {
    if (start + AROUND > file.length) throw new BadgeError('png_invalid', 'the PNG file is cut off')
    const length = file.readUInt32BE(start)
    const end = start + AROUND + length
    if (end > file.length) throw new BadgeError('png_invalid', 'the PNG file is cut off')
    const type = file.toString('latin1', start + 4, start + 8)
    if (chunks.length === 0 && type !== 'IHDR')
      throw new BadgeError('png_invalid', 'the PNG file has no header')
    if (isText(type) && crc32(file.subarray(start + 4, end - 4)) !== file.readUInt32BE(end - 4)) {
      throw new BadgeError('png_invalid', 'a text chunk of the PNG file is damaged')
    }
    chunks.push({ type, start, end, data: file.subarray(start + 8, end - 4) })
    if (type === 'IEND') return chunks
    start = end
  }
}

export const isText = (type: string): boolean => type === 'iTXt' || type === 'tEXt' || type === 'zTXt'

/** Writes a chunk into a file: its data are some bytes, then UTF-8 text. Answers where it ends. */
export function putChunk(file: Buffer, at: number, type: string, lead: Buffer, text = ''): number {
  file.write(type, at + 4, 'latin1')
  file.set(lead, at + 8)
  const begin = at + 8 + lead.length
  const end = begin + file.write(text, begin)
  file.writeUInt32BE(end - at - 8, at)
  file.writeUInt32BE(crc32(file.subarray(at + 4, end)), end)
  return end + 4
}
