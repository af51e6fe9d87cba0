import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../app/errors.ts'
import type { Shelf } from './intake.ts'

/** Files in a folder, in 256 folders so that none grows without end. Ids are the store's own: no name of anybody's gets into a path. */
export function diskShelf(folder: string): Shelf {
  const folderOf = (id: string) => join(folder, id.slice(0, 2))
  const pathOf = (id: string) => join(folderOf(id), id)
  return {
    async keep(id, path) {
      await mkdir(folderOf(id), { recursive: true, mode: 0o700 })
      await rename(path, pathOf(id))
      await syncFolder(folderOf(id))
    },
    async open(id) {
      const handle = await open(pathOf(id)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') throw new AppError('file_gone', 404, 'the bytes of a file are not there')
        throw error
      })
      return createReadStream('', { fd: handle })
    },
    remove: (id) => rm(pathOf(id), { force: true }),
  }
}

/** A name is kept with its folder. Windows opens no folders, and needs none of it. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path).catch(() => null)
  await handle?.sync().finally(() => handle.close())
}
