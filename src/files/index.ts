import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileStore, Random, Scan } from '../app/ports.ts'
import { conditionOf } from './condition.ts'
import { diskShelf } from './disk.ts'
import { type Shelf, sweepFolder, takeIn } from './intake.ts'
import type { S3Settings } from './s3.ts'
import { commandScan, noScan } from './scan.ts'

export interface FileStoreOptions {
  /** Where files arrive, and stay unless there is a bucket. */
  readonly folder: string
  /** Is given the file's path as its last argument; `null`: nobody scans. */
  readonly scanCommand: string | null
  readonly s3: S3Settings | null
  readonly random: Pick<Random, 'uuid'>
}

/** Where the bytes of files lie. A file arrives on this machine's disk, is looked at there, and then stays on the disk or in a bucket. */
export async function createFileStore(options: FileStoreOptions): Promise<FileStore> {
  const incoming = join(options.folder, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  const scan: Scan = options.scanCommand === null ? noScan : commandScan(options.scanCommand)
  const shelf = await shelfOf(options)
  return {
    put: (file) => takeIn({ incoming, shelf, scan, newId: options.random.uuid }, file),
    open: (id) => shelf.open(id),
    remove: (id) => shelf.remove(id),
    sweep: (before) => sweepFolder(incoming, before),
    condition: () =>
      conditionOf({
        ...{ incoming, shelf, newId: options.random.uuid },
        scan: options.scanCommand === null ? null : scan,
      }),
  }
}

async function shelfOf({ s3, folder }: FileStoreOptions): Promise<Shelf> {
  if (s3 === null) return diskShelf(folder)
  // The client is large, and most installations need none.
  const { s3Shelf } = await import('./s3.ts')
  return s3Shelf(s3)
}
