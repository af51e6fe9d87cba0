import type { ErrorRequestHandler, Request, Response } from 'express'
import type { WebDeps } from '../deps.ts'
import { faultOf } from '../faults.ts'
import type { Words } from '../language/words.ts'
import { localsOf } from '../locals.ts'
import { type Fields, isMultipart, readMultipart } from '../multipart.ts'
import { originOf } from '../security/content-security.ts'
import { formBody } from '../security/limits.ts'
import { formLimit } from '../session/form-with-files.ts'

/** Fields in which people write at length, with the words that name them. */
const WRITTEN: Readonly<Record<string, string>> = {
  text: 'coursework.text',
  url: 'coursework.url',
  ownPractice: 'evidence.ownPractice',
  institution: 'evidence.institution',
  feedback: 'evidence.feedbackLabel',
  reason: 'decide.reason',
}

/** What somebody wrote that was not taken, to copy. */
export interface Rescued {
  readonly name: string
  readonly label: string
  readonly text: string
}

/**
 * A visit may end while somebody writes: the answer then shows them their own words, to copy, and keeps nothing. Only where the browser says
 * that one of our pages sent them: no other site makes a page of ours show its words. The same where a decision came too late.
 */
export function rescueWords({ app, config }: WebDeps): ErrorRequestHandler {
  const own = originOf(config.toolUrl)
  return async (error, req, res, next) => {
    const { code, status } = faultOf(error)
    const isLost = code === 'session_expired' || status === 409 || status >= 500
    if (req.method === 'POST' && isLost && req.get('origin') === own) {
      // Whatever is wrong with the form, it is not what the person has to be told.
      const fields = await fieldsOf(req, res, formLimit(app.files.limits)).catch(() => null)
      if (fields !== null) localsOf(res).rescued = writtenIn(fields, localsOf(res).words)
    }
    next(error)
  }
}

/** The fields of the form, read already or not; its files are read past. `null`: a part of it was read, and cannot be read again. */
async function fieldsOf(req: Request, res: Response, maxBytes: number): Promise<Fields | null> {
  if (req.body !== undefined) return req.body
  if (req.readableDidRead) return null
  if (isMultipart(req))
    return readMultipart(req, { maxBytes, file: async ({ stream }) => void stream.resume() })
  return new Promise((resolve, reject) => {
    formBody(req, res, (error) => (error ? reject(error) : resolve(req.body ?? {})))
  })
}

function writtenIn(fields: Fields, words: Words): Rescued[] {
  return Object.entries(WRITTEN).flatMap(([name, key]) => {
    const text = fields[name]
    return typeof text === 'string' && text.trim() !== '' ? [{ name, label: words.t(key), text }] : []
  })
}
