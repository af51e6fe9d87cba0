import busboy from 'busboy'
import type { RequestHandler } from 'express'
import { AppError } from '../../app/errors.ts'
import { formBody } from './limits.ts'

const LIMITS = { fieldSize: 10_000, fields: 20, files: 1, fileSize: 200_000, parts: 25 }

/**
 * A form with one small text file in it: the file's text arrives as the value of its field, so that whatever looks at forms looks at this one as
 * well. Other forms are read as usual. Errors: `too_large` 413, `bad_request` 400.
 */
export const smallFile: RequestHandler = (req, res, next) => {
  if (!req.is('multipart/form-data')) return formBody(req, res, next)
  const body: Record<string, string> = {}
  let over = false
  let settled = false
  // A reader that fails closes as well.
  const done = (error?: Error) => {
    if (settled) return
    settled = true
    req.unpipe(reader)
    req.resume()
    next(error)
  }
  const unreadable = () => new AppError('bad_request', 400, 'a form with a file cannot be read')
  let reader: busboy.Busboy
  try {
    reader = busboy({ headers: req.headers, limits: LIMITS, defParamCharset: 'utf8' })
  } catch {
    return next(unreadable())
  }
  reader.on('field', (name, value) => {
    body[name] = value
  })
  reader.on('file', (name, file) => {
    const chunks: Buffer[] = []
    file.on('data', (chunk: Buffer) => chunks.push(chunk))
    file.on('limit', () => {
      over = true
    })
    file.on('end', () => {
      body[name] = Buffer.concat(chunks).toString('utf8')
    })
  })
  reader.once('error', () => done(unreadable()))
  reader.once('close', () => {
    req.body = body
    done(over ? new AppError('too_large', 413, 'the file is over its limit') : undefined)
  })
  req.pipe(reader)
}
