import { crc32, deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'

/** A small picture with every pixel different. */
export function picture(width = 16, height = 16): Buffer {
  const png = new PNG({ width, height })
  png.data.forEach((_, index) => {
    png.data[index] = (index * 37) % 256
  })
  return PNG.sync.write(png)
}

export function rawChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const crc = Buffer.alloc(4)
  crc.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, crc])
}

/** Puts chunks right after the header. */
export function withChunks(png: Buffer, ...chunks: Buffer[]): Buffer {
  return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)])
}

export const plainItxt = (keyword: string, text: string): Buffer =>
  rawChunk('iTXt', Buffer.from(`${keyword}\0\0\0\0\0${text}`, 'utf8'))

export const packedItxt = (keyword: string, text: string | Buffer): Buffer =>
  rawChunk('iTXt', Buffer.concat([Buffer.from(`${keyword}\0\u0001\0\0\0`, 'latin1'), deflateSync(text)]))

/** Types and data of all chunks. */
export function listChunks(png: Buffer): { type: string; data: Buffer }[] {
  const chunks = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}
