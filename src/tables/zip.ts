import { promisify } from 'node:util'
import { crc32, createDeflateRaw, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw)

/** 1980-01-01, the earliest day that the format knows: a file says nothing of when it was made. */
const DATE = 0x0021
/** Names are UTF-8; and for a stream: sizes follow the content. */
const UTF8 = 0x0800
const SIZES_FOLLOW = 0x0008

interface Written {
  readonly name: Buffer
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly unpacked: number
  readonly at: number
}

/** A file of an archive. Content that comes piece by piece is deflated as it comes and never held as a whole. */
export interface ZipFile {
  readonly name: string
  readonly content: Buffer | AsyncIterable<Buffer>
  /** Only for a whole content: leave it as it is. */
  readonly stored?: boolean
}

/** A zip archive (APPNOTE.TXT §4.3), piece by piece. */
export async function* zip(files: readonly ZipFile[]): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let at = 0
  for (const file of files) {
    for await (const piece of fileOf(file, at, (entry) => written.push(entry))) {
      at += piece.length
      yield piece
    }
  }
  const directory = Buffer.concat(written.map(entryOf))
  yield directory
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(written.length, 8)
  end.writeUInt16LE(written.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  yield end
}

async function* fileOf(
  { name: title, content, stored = false }: ZipFile,
  at: number,
  done: (entry: Written) => void,
): AsyncGenerator<Buffer> {
  const name = Buffer.from(title)
  if (Buffer.isBuffer(content)) {
    const body = stored ? content : await deflate(content)
    const sizes = { crc: crc32(content), packed: body.length, unpacked: content.length }
    const entry = { name, at, flags: UTF8, method: stored ? 0 : 8, ...sizes }
    yield headerOf(entry)
    yield body
    return done(entry)
  }
  const entry = { name, at, flags: UTF8 | SIZES_FOLLOW, method: 8 }
  yield headerOf({ ...entry, crc: 0, packed: 0, unpacked: 0 })
  const sizes = { crc: 0, packed: 0, unpacked: 0 }
  const deflater = createDeflateRaw()
  const fed = (async () => {
    for await (const piece of content) {
      sizes.crc = crc32(piece, sizes.crc)
      sizes.unpacked += piece.length
      if (!deflater.write(piece)) await new Promise((resolve) => deflater.once('drain', resolve))
    }
    deflater.end()
  })()
  fed.catch((error: unknown) => deflater.destroy(error instanceof Error ? error : new Error('no content')))
  for await (const piece of deflater as AsyncIterable<Buffer>) {
    sizes.packed += piece.length
    yield piece
  }
  await fed
  const descriptor = Buffer.alloc(16)
  descriptor.writeUInt32LE(0x08074b50, 0)
  writeSizes(descriptor, 4, sizes)
  yield descriptor
  done({ ...entry, ...sizes })
}

function headerOf(entry: Written): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeCommon(header, 4, entry)
  return Buffer.concat([header, entry.name])
}

function entryOf(entry: Written): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(20, 4)
  writeCommon(header, 6, entry)
  header.writeUInt32LE(entry.at, 42)
  return Buffer.concat([header, entry.name])
}

/** What a file's header and its entry in the directory both say. */
function writeCommon(header: Buffer, at: number, entry: Written): void {
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(entry.flags, at + 2)
  header.writeUInt16LE(entry.method, at + 4)
  header.writeUInt16LE(DATE, at + 8)
  writeSizes(header, at + 10, entry)
  header.writeUInt16LE(entry.name.length, at + 22)
}

function writeSizes(header: Buffer, at: number, sizes: Pick<Written, 'crc' | 'packed' | 'unpacked'>): void {
  header.writeUInt32LE(sizes.crc, at)
  header.writeUInt32LE(sizes.packed, at + 4)
  header.writeUInt32LE(sizes.unpacked, at + 8)
}
