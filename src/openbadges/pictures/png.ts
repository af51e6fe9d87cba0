import { inflateSync } from 'node:zlib'
import { PNG } from 'pngjs'
import { BadgeError } from '../errors.ts'
import { type Chunk, chunksOf, isPng } from '../images/chunks.ts'
import type { PictureRules } from './rules.ts'

const NEEDED = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']
/** Samples a pixel, by colour type (PNG §11.2.1). */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
/** Each of the seven passes of an interlaced image has rows of its own, each with its filter byte. */
const PASSES = 7

/**
 * A PNG that a stranger sent, decoded and written anew: what comes out is pixels and nothing else, no words, no places, no profiles. How large it
 * claims to be is looked at before a byte is unpacked, and no more is unpacked than that.
 *
 * Errors: `BadgeError` `picture_kind`, `picture_broken`, `picture_animated`, `picture_size`, `picture_not_square`.
 */
export function cleanPng(file: Buffer, rules: PictureRules): Buffer {
  if (!isPng(file)) throw new BadgeError('picture_kind', 'neither a PNG nor an SVG')
  const chunks = readable(() => chunksOf(file))
  if (chunks.some(({ type }) => type === 'acTL')) throw new BadgeError('picture_animated', 'an animated PNG')
  const { width, height } = sizeOf(chunks[0])
  if (Math.min(width, height) < rules.least || Math.max(width, height) > rules.most)
    throw new BadgeError('picture_size', `${width} by ${height} pixels`)
  if (rules.square && width !== height)
    throw new BadgeError('picture_not_square', `${width} by ${height} pixels`)
  return readable(() => {
    unpackWithin(chunks)
    const { data } = PNG.sync.read(bare(file, chunks))
    return PNG.sync.write(Object.assign(new PNG({ width, height }), { data }))
  })
}

/** The file without everything that is not needed to decode it. */
function bare(file: Buffer, chunks: readonly Chunk[]): Buffer {
  const needed = chunks.filter(({ type }) => NEEDED.includes(type))
  return Buffer.concat([
    file.subarray(0, chunks[0]?.start),
    ...needed.map(({ start, end }) => file.subarray(start, end)),
  ])
}

function sizeOf(header: Chunk | undefined): { width: number; height: number } {
  if (header?.type !== 'IHDR' || header.data.length !== 13) throw broken('no header')
  return { width: header.data.readUInt32BE(0), height: header.data.readUInt32BE(4) }
}

/** Unpacks the pixels once with a limit: a decoder may trust a file that packs gigabytes. */
function unpackWithin(chunks: readonly Chunk[]): void {
  const header = chunks[0]?.data ?? Buffer.alloc(0)
  const { width, height } = sizeOf(chunks[0])
  const bits = (header[8] ?? 0) * (SAMPLES[header[9] ?? -1] ?? 0)
  if (bits === 0) throw broken('an unknown colour type')
  const row = Math.ceil((width * bits) / 8) + 1
  const most = row * height + (header[12] === 1 ? PASSES * (height + width) * 2 : 0)
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  inflateSync(packed, { maxOutputLength: most })
}

function readable<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw broken('cannot be decoded', cause)
  }
}

const broken = (what: string, cause?: unknown) =>
  new BadgeError('picture_broken', `the picture is damaged: ${what}`, { cause })
