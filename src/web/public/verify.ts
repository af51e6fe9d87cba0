import express, { type Request, type Response, type Router } from 'express'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { presentVerdict } from '../presenters/verdict.ts'
import { renderPage } from '../render.ts'
import { readSmallForm, type SmallFormLimits } from '../small-form.ts'
import { openToAll } from './answers.ts'
import { verifyRequest } from './api/schemas.ts'

/** As large as any badge that is read (`readBadge`), and a little for the form around it. */
const LARGEST = 10 * 1024 * 1024
const FORM: SmallFormLimits = {
  ...{ fields: 20, fieldBytes: 1024 * 1024, fileBytes: LARGEST },
  ...{ tooLarge: 'file_too_large', unreadable: 'form_unreadable' },
}

interface Question {
  /** A file, a document, a token, or an address as text. */
  readonly input: Buffer
  readonly recipient: string | null
}

/** The page where anybody checks a badge, and the same for programs. Nothing that is sent here is kept. */
export function verifyRoutes(router: Router, { app }: WebDeps): void {
  const ask = ({ input, recipient }: Question) =>
    app.credentials.verify(input, recipient === null ? {} : { recipient })

  const show = (req: Request, res: Response, data: object = {}) =>
    renderPage(req, res, 'public/verify', 'public', { title: localsOf(res).words.t('verify.title'), ...data })

  router.get('/verify', (req, res) => {
    const url = typeof req.query.url === 'string' ? req.query.url.slice(0, 2000) : ''
    show(req, res, { fields: { text: url }, listed: url === '' })
  })

  router.post('/verify', async (req, res) => {
    const { fields, file } = await formOf(req)
    const { words } = localsOf(res)
    const text = fields.text?.trim() ?? ''
    const recipient = fields.recipient?.trim() ?? ''
    res.set('Cache-Control', 'no-store')
    if (file === null && text === '') {
      const problem = words.t('verify.nothing')
      const problems = { summary: [{ field: 'file', text: problem }], of: { file: problem } }
      return show(req, res.status(422), { problems, fields: { text, recipient } })
    }
    const report = await ask({ input: file?.bytes ?? Buffer.from(text), recipient: recipient || null })
    show(req, res, { report: presentVerdict(report, words), fields: { recipient } })
  })

  router.options('/api/verify', (_req, res) => {
    openToAll(res, 0)
    res.set({ 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Allow-Headers': 'content-type' })
    res.sendStatus(204)
  })
  router.post('/api/verify', express.text({ type: 'application/json', limit: LARGEST }), async (req, res) => {
    openToAll(res, 0)
    const { verdict, checks, credential, credentials } = await ask(await questionOf(req))
    res.json({ verdict, checks, credential, credentials })
  })
}

const envelope = verifyRequest.refine(
  ({ credential, url }) => (credential === undefined) !== (url === undefined),
)

/** Errors: `verify_body` 400, and those of the upload. */
async function questionOf(req: Request): Promise<Question> {
  if (req.is('multipart/form-data')) {
    const { fields, file } = await formOf(req)
    if (file === null) throw new AppError('verify_body', 400, 'there is no file in the form')
    return { input: file.bytes, recipient: fields.recipient || null }
  }
  const { data } = envelope.safeParse(parsed(req.body))
  if (data === undefined) throw new AppError('verify_body', 400, 'the body asks for nothing that is known')
  const { credential, url, recipient = null } = data
  const text = url ?? (typeof credential === 'string' ? credential : stringified(credential))
  return { input: Buffer.from(text), recipient }
}

/** A file without anything in it counts as none. */
async function formOf(req: Request) {
  const { fields, file } = await readSmallForm(req, FORM)
  return { fields, file: file && file.bytes.length > 0 ? file : null }
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body))
  } catch {
    return undefined
  }
}

/** What is nested so deeply that it cannot be written is nested too deeply for the reader as well. */
function stringified(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return '['.repeat(1000)
  }
}
