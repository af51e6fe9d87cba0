import type { Readable } from 'node:stream'
import type { Request, RequestHandler } from 'express'
import { AppError } from '../app/errors.ts'
import { isMultipart, readMultipart } from './multipart.ts'
import { formBody } from './security/limits.ts'

/** What a form with one small file may hold, and the code of what does not: sizes in bytes. */
export interface SmallFormLimits {
  readonly fields: number
  readonly fieldBytes: number
  readonly fileBytes: number
  /** 413 */
  readonly tooLarge: string
  /** 400 */
  readonly unreadable: string
}

export interface SmallFile {
  readonly name: string
  readonly bytes: Buffer
}

export interface SmallForm {
  readonly fields: Readonly<Record<string, string>>
  /** `null`: nobody chose one. */
  readonly file: SmallFile | null
}

/**
 * Reads a multipart form with one file that is small enough to hold in memory. Errors: the codes that the limits name; more fields or files than
 * they allow are too large as well.
 */
export async function readSmallForm(req: Request, limits: SmallFormLimits): Promise<SmallForm> {
  const { fields: count, fieldBytes, fileBytes } = limits
  const files: SmallFile[] = []
  try {
    const sent = await readMultipart(req, {
      // What names and seams add to the parts themselves.
      maxBytes: fileBytes + count * (fieldBytes + 1_000) + 10_000,
      limits: { fields: count, fieldSize: fieldBytes, files: 1, parts: count + 1 },
      async file({ name, stream }) {
        files.push({ name, bytes: await gathered(stream, fileBytes) })
      },
    })
    const fields = Object.entries(sent).map(([name, value]) => [name, [value].flat().at(-1) ?? ''])
    return { fields: Object.fromEntries(fields), file: files[0] ?? null }
  } catch (error) {
    // The rest is let run away: an answer before the end of a request never arrives.
    req.resume()
    if (!(error instanceof AppError)) throw error
    throw new AppError(
      error.status === 413 ? limits.tooLarge : limits.unreadable,
      error.status,
      error.message,
    )
  }
}

async function gathered(stream: Readable, most: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of stream) {
    size += piece.length
    if (size > most) throw new AppError('too_large', 413, `the file is over ${most} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

const received = new WeakMap<Request, SmallFile>()

/** The file that came with a form; `null`: nobody chose one. */
export const receivedFile = (req: Request): SmallFile | null => received.get(req) ?? null

/**
 * Reads such a form ahead of whatever looks at forms: its fields become `req.body`, so that the token is checked as of any other. Forms without
 * files are read as usual.
 */
export function smallForm(limits: SmallFormLimits): RequestHandler {
  return async (req, res, next) => {
    if (!isMultipart(req)) return formBody(req, res, next)
    const { fields, file } = await readSmallForm(req, limits)
    req.body = fields
    if (file) received.set(req, file)
    next()
  }
}
