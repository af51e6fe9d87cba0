import busboy from 'busboy'
import type { Request } from 'express'
import { AppError } from '../../app/errors.ts'

export interface SmallUpload {
  readonly fields: Readonly<Record<string, string>>
  /** `null`: the form had none, or an empty one. */
  readonly file: { readonly name: string; readonly bytes: Buffer } | null
}

const FIELDS = 20
const FIELD_BYTES = 1024 * 1024

/**
 * Reads a multipart form with one file that is small enough to hold in memory.
 *
 * Errors: `file_too_large` 413, `form_unreadable` 400.
 */
export async function readSmallUpload(req: Request, maximumBytes: number): Promise<SmallUpload> {
  const unreadable = (cause?: unknown) =>
    new AppError('form_unreadable', 400, `the multipart form cannot be read: ${String(cause ?? 'cut off')}`)
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {}
    let file: SmallUpload['file'] = null
    let fault: AppError | null = null
    let parser: busboy.Busboy
    try {
      parser = busboy({
        headers: req.headers,
        defParamCharset: 'utf8',
        limits: {
          files: 1,
          fields: FIELDS,
          fieldSize: FIELD_BYTES,
          fileSize: maximumBytes,
          parts: FIELDS + 1,
        },
      })
    } catch (cause) {
      reject(unreadable(cause))
      return
    }
    parser.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) fault = new AppError('file_too_large', 413, `the field ${name} is too long`)
      fields[name] = value
    })
    parser.on('file', (_name, stream, { filename }) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('limit', () => {
        fault = new AppError('file_too_large', 413, `the file is larger than ${maximumBytes} bytes`)
      })
      stream.on('close', () => {
        const bytes = Buffer.concat(parts)
        if (bytes.length > 0) file = { name: filename ?? '', bytes }
      })
    })
    parser.on('error', (cause) => reject(unreadable(cause)))
    parser.on('close', () => (fault ? reject(fault) : resolve({ fields, file })))
    req.on('aborted', () => reject(unreadable()))
    req.pipe(parser)
  })
}
