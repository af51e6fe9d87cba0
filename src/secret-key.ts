import { randomBytes, randomUUID } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecretBox, type SecretBox } from './app/keys/secret-box.ts'
import type { Config } from './config.ts'

const SHORTEST = 32

/** The secret that encrypts private keys at rest is not there or not the right one. */
export class SecretKeyError extends Error {
  readonly code = 'secret_key'
  constructor(message: string) {
    super(message)
    this.name = 'SecretKeyError'
  }
}

/** Seals with `SECRET_KEY`, or with the key file; opens what `SECRET_KEY_OLD` sealed as well. Errors: `SecretKeyError`. */
export async function openSecretBox({ secretKey, secretKeyOld, dataDir }: Config): Promise<SecretBox> {
  return createSecretBox(secretKey ?? (await keyFile(dataDir)), secretKeyOld === null ? [] : [secretKeyOld])
}

/** What to say where the keys in the database cannot be opened. */
export function wrongSecret({ secretKey, dataDir }: Config): SecretKeyError {
  const where = secretKey === null ? `The key in ${join(dataDir, 'secret.key')}` : 'SECRET_KEY'
  return new SecretKeyError(
    `${where} is not the one that the private keys in this database were encrypted with.
Set SECRET_KEY to that one; or, to change it, put that one into SECRET_KEY_OLD, start, and run: npm run tool -- keys reseal
Is it lost for good? npm run tool -- keys rotate --now makes new keys. Badges that are out stay valid.`,
  )
}

/**
 * The key that encrypts secrets at rest, made on first start and readable by the tool's user alone. It is whole or not there: it gets
 * its name only once it is written, and of several processes at once the first one's stands.
 */
export async function keyFile(folder: string): Promise<string> {
  const file = join(folder, 'secret.key')
  const found = await read(file)
  if (found !== null) return found
  const temporary = `${file}.${randomUUID()}`
  try {
    await write(temporary, randomBytes(32).toString('base64'))
    await link(temporary, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(temporary, { force: true })
  }
  await sync(folder)
  return (await read(file)) ?? keyFile(folder)
}

async function read(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null || text.trim().length >= SHORTEST) return text?.trim() ?? null
  throw new SecretKeyError(
    `${file} holds no key: it is empty or was cut short. Put your copy of it back; without one, remove it and run npm run tool -- keys rotate --now`,
  )
}

async function write(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A file's name is part of its folder, which a loss of power may forget. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
