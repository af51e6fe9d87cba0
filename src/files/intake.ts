import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../app/errors.ts'
import type { FileFacts, Incoming, Scan } from '../app/ports.ts'
import { safeName } from './name.ts'
import { typeOf } from './type.ts'

/** Where files stay. */
export interface Shelf {
  /** Takes the file at this path for its own; it may be moved away. Once this resolves, the file outlives a crash. */
  keep(id: string, path: string, facts: FileFacts): Promise<void>
  open(id: string): Promise<Readable>
  remove(id: string): Promise<void>
}

interface Intake {
  /** The folder of files under way. */
  readonly incoming: string
  readonly shelf: Shelf
  readonly scan: Scan
  newId(): string
}

/** Streams a file to the disk, counts, looks at what it is, has it scanned, and puts it on the shelf. Errors: those of `FileStore.put`. */
export async function takeIn({ incoming, shelf, scan, newId }: Intake, file: Incoming): Promise<FileFacts> {
  const id = newId()
  const path = join(incoming, id)
  try {
    const { size, sha256 } = await receive(file, path)
    if (size === 0) throw new AppError('file_empty', 422, 'the file has no bytes')
    const type = await typeOf(path, file.name)
    if (type === null) throw new AppError('file_type_refused', 415, 'the file is of no type that is taken')
    const verdict = await scan(path)
    if (verdict === 'infected') throw new AppError('file_infected', 422, 'the scanner found something')
    if (verdict === 'unknown') throw new AppError('file_unscanned', 503, 'the scanner gave no answer')
    const facts = { id, name: safeName(file.name, type), type, size, sha256 }
    await file.record(facts)
    await shelf.keep(id, path, facts)
    return facts
  } finally {
    // Whatever happened to it; on the shelf's own disk it was moved away.
    await rm(path, { force: true })
  }
}

async function receive(
  { stream, maxBytes }: Incoming,
  path: string,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.length
      if (size > maxBytes) return next(new AppError('file_too_large', 413, 'the file is over the limit'))
      hash.update(chunk)
      next(null, chunk)
    },
  })
  await pipeline(stream, meter, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  await flush(path)
  return { size, sha256: hash.digest('hex') }
}

/** To the disk itself: what was acknowledged survives a power cut. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  await handle.sync().finally(() => handle.close())
}

/** Removes what nobody has written to since `before`: the process that received it is gone. */
export async function sweepFolder(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const known = await stat(path).catch(() => null)
    if (known !== null && known.mtimeMs < before) await rm(path, { force: true })
  }
}
