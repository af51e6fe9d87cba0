import { PassThrough, type Readable } from 'node:stream'
import busboy, { type Busboy, type Limits } from 'busboy'
import type { Request } from 'express'
import { AppError } from '../app/errors.ts'

export type Fields = Readonly<Record<string, string | readonly string[]>>

export interface FormReading {
  /** Of the whole body, files included. */
  readonly maxBytes: number
  /** Of its parts, in place of what suits forms that people write at length in. */
  readonly limits?: Limits
  /** Takes one file in; `fields` are those that stood before it. What it leaves unread is read past. What it rejects with ends the reading. */
  file(upload: { name: string; stream: Readable }, fields: Fields): Promise<void>
}

/** As for forms without files; a field holds what a text area does. */
const LIMITS = { fields: 200, fieldNameSize: 200, fieldSize: 200_000, parts: 260 }

export const isMultipart = (req: Request) => req.is('multipart/form-data') !== false

/**
 * Reads a form with files (RFC 7578) while it arrives: files are handed on as streams, one after the other, and never gathered.
 * Errors: `too_large` 413, `bad_request` 400; what `file` rejected with.
 */
export function readMultipart(
  req: Request,
  { maxBytes, limits = LIMITS, file }: FormReading,
): Promise<Fields> {
  if (Number(req.get('content-length') ?? 0) > maxBytes) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const parser = openParser(req, limits)
    const fields = new Map<string, string | string[]>()
    const taken: Promise<void>[] = []
    let read = 0
    let over = false
    const end = (outcome: () => void) => {
      if (over) return
      over = true
      req.off('data', count)
      outcome()
    }
    const fail = (error: unknown) =>
      end(() => {
        req.unpipe(parser)
        parser.destroy()
        // What is still on its way to the disk must be gone before anybody is answered.
        Promise.allSettled(taken).then(() => reject(error))
      })
    const count = (chunk: Buffer) => {
      read += chunk.length
      if (read > maxBytes) fail(tooLarge())
    }
    parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
      if (nameTruncated || valueTruncated) return fail(tooLarge())
      add(fields, name, value)
    })
    for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const)
      parser.on(limit, () => fail(tooLarge()))
    parser.on('file', (_field, stream, { filename }) => {
      // A field of the form in which nobody chose a file.
      if (!filename) return stream.resume()
      const work = file({ name: filename, stream: ownStream(stream) }, Object.fromEntries(fields))
      taken.push(work)
      work.catch(fail)
    })
    parser.on('error', () =>
      fail(new AppError('bad_request', 400, 'the form ends in the middle or is damaged')),
    )
    parser.on('close', () => {
      Promise.all(taken).then(() => end(() => resolve(Object.fromEntries(fields))), fail)
    })
    req.on('data', count)
    req.once('error', fail)
    req.once('close', () => {
      if (!req.complete) fail(new AppError('bad_request', 400, 'the sender went away'))
    })
    req.pipe(parser)
  })
}

function openParser(req: Request, limits: Limits): Busboy {
  try {
    // Browsers send names in UTF-8 (RFC 7578 §5.1).
    return busboy({ headers: req.headers, limits, defParamCharset: 'utf8' })
  } catch {
    throw new AppError('bad_request', 400, 'the form has no boundary')
  }
}

/** The parser waits for ever for a stream that somebody destroyed: whoever takes the file gets one of their own, and the rest is read past. */
function ownStream(stream: Readable): Readable {
  const own = new PassThrough()
  stream.pipe(own)
  stream.once('error', (error) => own.destroy(error))
  own.once('close', () => {
    stream.unpipe(own)
    stream.resume()
  })
  return own
}

function add(fields: Map<string, string | string[]>, name: string, value: string): void {
  const before = fields.get(name)
  fields.set(name, before === undefined ? value : [before, value].flat())
}

const tooLarge = () => new AppError('too_large', 413, 'the form is over its limit')
