import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { FileStoreCondition, Scan } from '../app/ports.ts'
import type { Shelf } from './intake.ts'

const TRIAL = 'A file that was written to see whether files can be kept.\n'

/** A trial file goes the way of every file: it is written, scanned, put on the shelf, read back and removed. Nothing of it stays. */
export async function conditionOf(parts: {
  readonly incoming: string
  readonly shelf: Shelf
  /** `null`: nobody scans. */
  readonly scan: Scan | null
  newId(): string
}): Promise<FileStoreCondition> {
  const { incoming, shelf, scan, newId } = parts
  const id = newId()
  const path = join(incoming, id)
  let verdict: FileStoreCondition['scan'] = null
  try {
    await writeFile(path, TRIAL, { flag: 'wx', mode: 0o600 })
    verdict = scan && (await scan(path))
    // The scanner may have taken it away.
    await readFile(path)
    await shelf.keep(id, path, {
      ...{ id, name: 'trial.txt', type: 'text/plain', size: TRIAL.length, sha256: '' },
    })
    const read = await buffer(await shelf.open(id)).finally(() => shelf.remove(id))
    return { fault: read.toString() === TRIAL ? null : 'changed', scan: verdict }
  } catch (error) {
    return { fault: codeOf(error), scan: verdict }
  } finally {
    await rm(path, { force: true }).catch(() => undefined)
  }
}

/** A word, and never a message: those of object stores tell keys and addresses. */
function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  const word = [code, name].find((one) => typeof one === 'string' && /^\w{1,60}$/.test(one))
  return typeof word === 'string' ? word : 'unknown'
}
