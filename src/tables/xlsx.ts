import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Worker } from 'node:worker_threads'
import { TableError, type TableFault } from './errors.ts'
import { checkExtent } from './extent.ts'
import { LIMITS } from './limits.ts'
import type { Sheet } from './read.ts'
import { unzip } from './unzip.ts'
import { zip } from './zip.ts'

/** What the worker tells, in this order: a sheet, its rows, the next sheet, …; then the end, or a fault. */
type FromWorker =
  | { readonly sheet: string }
  | { readonly rows: readonly (readonly string[])[] }
  | { readonly end: true }
  | { readonly fault: TableFault }

/** All sheets of an XLSX workbook (ECMA-376), with what their cells say as text. Errors: `TableError`. */
export async function readXlsx(bytes: Buffer): Promise<Sheet[]> {
  const files = await unzip(bytes, isNeeded, LIMITS.unpackedBytes)
  if (!files.has('xl/workbook.xml'))
    throw new TableError('table_unknown_type', 'an archive without a workbook')
  for (const [name, file] of files) if (name.startsWith('xl/worksheets/')) await checkExtent(file)
  // The reader gets an archive of ours, which says of itself what was found to be true.
  const stored = [...files].map(([name, content]) => ({ name, content, stored: true }))
  return readApart(await buffer(Readable.from(zip(stored))))
}

const isNeeded = (name: string) => /^(xl\/.*|_rels\/.*|\[Content_Types\])\.(xml|rels)$/.test(name)

/**
 * Reads in a thread that is ended when it takes too long or too much memory. Rows arrive some thousand at a time, so that other
 * work gets its turn.
 */
function readApart(bytes: Buffer): Promise<Sheet[]> {
  const worker = new Worker(new URL('./workbook.worker.mjs', import.meta.url), {
    workerData: { bytes, limits: LIMITS },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.megabytes },
  })
  const sheets: { name: string; rows: (readonly string[])[] }[] = []
  let tooLong: NodeJS.Timeout | undefined
  const read = new Promise<Sheet[]>((resolve, reject) => {
    const fail = (code: TableFault, message: string) => reject(new TableError(code, message))
    tooLong = setTimeout(() => fail('table_bomb', 'it takes too long to read'), LIMITS.milliseconds)
    worker.on('message', (message: FromWorker) => {
      if ('sheet' in message) sheets.push({ name: message.sheet, rows: [] })
      else if ('rows' in message) for (const row of message.rows) sheets.at(-1)?.rows.push(row)
      else if ('fault' in message) fail(message.fault, 'found while reading the workbook')
      else resolve(sheets)
    })
    worker.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? fail('table_bomb', 'it takes too much memory')
        : reject(error),
    )
    worker.on('exit', () => fail('table_broken', 'the reading ended early'))
  })
  return read.finally(() => {
    clearTimeout(tooLong)
    return worker.terminate()
  })
}
