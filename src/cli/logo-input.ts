import { readFileSync } from 'node:fs'
import { AppError } from '../app/errors.ts'
import type { Arguments } from './arguments.ts'

const READ = 'base64:'
const MOST_BYTES = 1_000_000

/** The path of a logo that stands in a command; `null`: none, or it was read. */
export function logoToRead({ words: [command], options: { logo } }: Arguments): string | null {
  return command === 'issuer' && typeof logo === 'string' && !logo.startsWith(READ) ? logo : null
}

/** Read where it is typed: the command itself may run in the tool's own process, elsewhere. Errors: `usage`. */
export function readLogo(path: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    throw new AppError('usage', 2, `the logo cannot be read: ${path}`)
  }
  if (bytes.length > MOST_BYTES) throw new AppError('usage', 2, 'the logo is larger than 1 MB')
  return READ + bytes.toString('base64')
}

/** The bytes that `readLogo` read. */
export const logoIn = (option: string): Buffer => Buffer.from(option.slice(READ.length), 'base64')
