import type { RequestHandler } from 'express'
import type { Visit } from '../../app/contract.ts'
import { AppError } from '../../app/errors.ts'
import type { FilePurpose, FileRecord } from '../../app/model.ts'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { isMultipart, readMultipart } from '../multipart.ts'
import { carriesToken, holdsToken, withoutToken } from '../security/forgery.ts'
import { formBody } from '../security/limits.ts'

/** What came with a form besides its fields. */
export interface ReceivedFiles {
  readonly taken: readonly FileRecord[]
  /** Files that were not, by the name that the person knows, and the code of the refusal. */
  readonly refused: readonly { readonly name: string; readonly code: string }[]
}

/** What the fields and the seams between the parts may add to the files. */
const FORM_BYTES = 500_000

/** Of everything that one form may send; what is over it is not even read. */
export const formLimit = ({ maxBytes, maxCount }: WebDeps['app']['files']['limits']) =>
  maxBytes * maxCount + FORM_BYTES

/**
 * Reads a form with files: streams each to where files arrive, once the form has shown the session's token (so it stands before them).
 * A file that is refused does not keep the others from being taken. A form without files is read as every other.
 */
export function formWithFiles({ app, log }: WebDeps, purpose: FilePurpose): RequestHandler {
  return async (req, res, next) => {
    if (!isMultipart(req))
      return formBody(req, res, (error) => (error ? next(error) : carriesToken(req, res, next)))
    const { visit } = localsOf(res)
    if (!visit) return next(new AppError('session_expired', 401, 'no visit was loaded'))
    const taken: FileRecord[] = []
    const refused: ReceivedFiles['refused'][number][] = []
    try {
      req.body = await readMultipart(req, {
        maxBytes: formLimit(app.files.limits),
        async file(upload, fields) {
          if (!holdsToken(visit, fields.csrf)) throw withoutToken()
          if (taken.length + refused.length >= app.files.limits.maxCount)
            return void refused.push({ name: upload.name, code: 'file_over_number' })
          try {
            taken.push(await app.files.receive(visit, purpose, upload))
          } catch (error) {
            if (!isOfTheFile(error)) throw error
            log.warn({ code: error.code, purpose }, 'a file was refused')
            refused.push({ name: upload.name, code: error.code })
          }
        },
      })
      if (!holdsToken(visit, req.body.csrf)) throw withoutToken()
    } catch (error) {
      await giveUp(app, visit, taken)
      // What is still being sent is of no use to anybody.
      res.setHeader('Connection', 'close')
      throw error
    }
    localsOf(res).files = { taken, refused }
    next()
  }
}

const isOfTheFile = (error: unknown): error is AppError =>
  error instanceof AppError && error.code.startsWith('file_')

function giveUp(app: WebDeps['app'], visit: Visit, files: readonly FileRecord[]): Promise<void> {
  return files.length === 0 ? Promise.resolve() : app.files.discard(visit, files)
}
