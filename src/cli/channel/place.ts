/**
 * Where the socket is: beside the database file, as its lock is, so that one file, one process and one socket belong together.
 * Where no socket can be (a path of more than some 100 bytes, a file system without sockets) it is in a new folder of the system's
 * temporary one, and a file beside the database says where. That folder's name is random and the folder its owner's alone: nobody
 * else can have a socket ready there.
 */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** sun_path holds 104 bytes on macOS, 108 on Linux; a longer path would be cut off without a word. */
const LONGEST = 100
const FOLDER = 'credential-ladder-'

const besideOf = (databaseFile: string) => `${databaseFile}.sock`
const noteOf = (databaseFile: string) => `${databaseFile}.sock-place`

/** Where a running tool listens, if one does: the likeliest first. */
export async function placesOf(databaseFile: string): Promise<string[]> {
  const noted = await readFile(noteOf(databaseFile), 'utf8').catch(() => '')
  return [besideOf(databaseFile), noted].filter(
    (place) => place !== '' && Buffer.byteLength(place) <= LONGEST,
  )
}

/**
 * Listens where commands look. Whoever calls has the database: what a killed process left is in nobody's use.
 * Answers what takes everything away again. Errors: those of the file system, where neither place takes a socket.
 */
export async function listenAt(server: Server, databaseFile: string): Promise<() => Promise<void>> {
  const beside = besideOf(databaseFile)
  await clear(databaseFile)
  try {
    if (Buffer.byteLength(beside) <= LONGEST) {
      await listen(server, beside)
      return () => rm(beside, { force: true })
    }
  } catch {
    await rm(beside, { force: true })
  }
  const folder = await mkdtemp(join(tmpdir(), FOLDER))
  const elsewhere = join(folder, 'operator.sock')
  await writeFile(noteOf(databaseFile), elsewhere, { mode: 0o600 })
  await listen(server, elsewhere)
  return () => clear(databaseFile)
}

async function clear(databaseFile: string): Promise<void> {
  const noted = await readFile(noteOf(databaseFile), 'utf8').catch(() => '')
  if (basename(dirname(noted)).startsWith(FOLDER)) await rm(dirname(noted), { recursive: true, force: true })
  await rm(noteOf(databaseFile), { force: true })
  await rm(besideOf(databaseFile), { force: true })
}

async function listen(server: Server, place: string): Promise<void> {
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', () => {
      server.off('error', reject)
      resolve()
    })
  })
  // The socket is made before `listen` returns: with this mask it is its owner's alone from its first moment on.
  const mask = process.umask(0o177)
  try {
    server.listen(place)
  } finally {
    process.umask(mask)
  }
  await listening
  // A file system may not have asked the mask.
  await chmod(place, 0o600)
}
