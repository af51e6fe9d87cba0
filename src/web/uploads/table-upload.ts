import busboy from 'busboy'
import type { Request, RequestHandler } from 'express'
import type { UploadedTable } from '../../app/contract/imports.ts'
import { AppError } from '../../app/errors.ts'
import { LIMITS } from '../../tables/index.ts'

const uploads = new WeakMap<Request, UploadedTable>()

/** The table that came with a form; `null`: nobody chose one. */
export const uploadedTable = (req: Request): UploadedTable | null => uploads.get(req) ?? null

/**
 * Reads a form with one small file (multipart/form-data, RFC 7578): fields into `req.body`, as other forms, so that the token is
 * checked alike. Errors: `table_too_large` 413, `bad_request` 400.
 */
export const tableUpload: RequestHandler = (req, _res, next) => {
  readForm(req).then(
    () => next(),
    (error: unknown) => {
      // The rest is let run away: an answer before the end of a request never arrives.
      req.unpipe()
      req.resume()
      next(error)
    },
  )
}

function readForm(req: Request): Promise<void> {
  const fields: Record<string, string> = Object.create(null)
  req.body = fields
  return new Promise((resolve, reject) => {
    const form = parserFor(req)
    form.on('field', (name, value) => {
      fields[name] = value
    })
    form.on('file', (_name, stream, { filename }) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('limit', () => reject(new AppError('table_too_large', 413, 'the file is over its limit')))
      stream.on('end', () => {
        const bytes = Buffer.concat(pieces)
        // A file field that nobody touched is sent as an empty one without a name.
        if (filename || bytes.length > 0) uploads.set(req, { name: filename ?? '', bytes })
      })
    })
    for (const event of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const)
      form.on(event, () => reject(unreadable('more parts than the form has')))
    form.on('error', () => reject(unreadable('the form is broken')))
    form.on('close', resolve)
    req.on('aborted', () => reject(unreadable('the form was cut off')))
    req.pipe(form)
  })
}

function parserFor(req: Request): busboy.Busboy {
  try {
    const limits = { files: 1, fields: 5, parts: 6, fieldSize: 1_000, fileSize: LIMITS.bytes }
    return busboy({ headers: req.headers, defParamCharset: 'utf8', limits })
  } catch {
    throw unreadable('not a form with a file')
  }
}

const unreadable = (why: string) => new AppError('bad_request', 400, why)
