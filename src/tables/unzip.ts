import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { TableError } from './errors.ts'

/** APPNOTE.TXT §4.3: the end of the central directory, one of its entries, the header before each file's bytes. */
const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

const MOST_ENTRIES = 2_000
const inflate = promisify(inflateRaw)

interface Entry {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly unpacked: number
  readonly at: number
}

/**
 * The wanted files of a zip archive, unpacked. Never more than `most` bytes in all: neither what the archive says of itself is
 * believed, nor is anything unpacked that goes beyond it. Errors: `table_bomb`, `table_broken`.
 */
export async function unzip(
  bytes: Buffer,
  wanted: (name: string) => boolean,
  most: number,
): Promise<Map<string, Buffer>> {
  const entries = entriesOf(bytes).filter(({ name }) => wanted(name))
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > most) throw bomb()
  const files = new Map<string, Buffer>()
  let left = most
  for (const entry of entries) {
    const file = await unpack(bytes, entry, left)
    left -= file.length
    files.set(entry.name, file)
  }
  return files
}

function entriesOf(bytes: Buffer): Entry[] {
  try {
    const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
    if (end < 0 || bytes.readUInt32LE(end) !== END) throw broken()
    const count = bytes.readUInt16LE(end + 10)
    if (count > MOST_ENTRIES) throw bomb()
    const entries: Entry[] = []
    let at = bytes.readUInt32LE(end + 16)
    for (let n = 0; n < count; n += 1) {
      if (bytes.readUInt32LE(at) !== ENTRY) throw broken()
      const nameLength = bytes.readUInt16LE(at + 28)
      entries.push({
        name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
        method: bytes.readUInt16LE(at + 10),
        packed: bytes.readUInt32LE(at + 20),
        unpacked: bytes.readUInt32LE(at + 24),
        at: bytes.readUInt32LE(at + 42),
      })
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    }
    return entries
  } catch (error) {
    // An address that leads out of the file.
    throw error instanceof RangeError ? broken() : error
  }
}

async function unpack(bytes: Buffer, { method, packed, at }: Entry, most: number): Promise<Buffer> {
  try {
    if (bytes.readUInt32LE(at) !== LOCAL) throw broken()
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    const content = bytes.subarray(start, start + packed)
    if (content.length !== packed || (method !== 0 && method !== 8)) throw broken()
    if (content.length > most) throw bomb()
    return method === 0 ? content : await inflate(content, { maxOutputLength: Math.max(1, most) })
  } catch (error) {
    if (error instanceof TableError) throw error
    throw error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      ? bomb()
      : broken()
  }
}

const bomb = () => new TableError('table_bomb', 'unpacked it is far larger than a table may be')
const broken = () => new TableError('table_broken', 'the archive cannot be read')
