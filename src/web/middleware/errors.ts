import type { ErrorRequestHandler, RequestHandler } from 'express'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { faultOf } from '../faults.ts'
import { localsOf } from '../locals.ts'
import { roleHint } from '../lti/role-hint.ts'
import { presentFault } from '../presenters/fault.ts'
import { renderPage } from '../render.ts'
import { allowFraming } from '../security/content-security.ts'
import { loggablePath } from './log.ts'

export const notFound: RequestHandler = () => {
  throw new AppError('page_not_found', 404, 'no such page')
}

/** The one place where a fault becomes an answer: status, stable code, words for whoever reads them. */
export function answerFaults({ log, random }: WebDeps): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) return next(error)
    const fault = faultOf(error)
    const { words, visit } = localsOf(res)
    const reference = fault.status >= 500 ? random.uuid() : null
    const line = { code: fault.code, status: fault.status, path: loggablePath(req.path), reference }
    if (fault.status >= 500) log.error({ ...line, err: error }, 'request failed')
    else log.warn({ ...line, reason: fault.message }, 'request refused')

    if (fault.retryAfterSeconds !== null) res.setHeader('Retry-After', String(fault.retryAfterSeconds))
    res.setHeader('Cache-Control', 'no-store')
    res.vary('Accept')
    res.status(fault.status)
    const view = presentFault(fault, words, visit?.session.role ?? roleHint(req), reference)
    if (/^\/(api\/|oembed$)/.test(req.path) || req.accepts(['html', 'json']) === 'json') {
      res.json({ error: { code: fault.code, message: view.what, ...(reference && { reference }) } })
      return
    }
    // Without a session nobody knows who frames us. The page holds nothing to press and nothing personal but words that its reader sent
    // a moment ago from a page of ours, and a refusal that the frame hides would leave people with a blank box.
    if (!visit && /^\/(lti|s)\//.test(req.path)) allowFraming(res, { ancestors: ['*'] })
    renderPage(req, res, 'errors/fault', visit ? 'tool' : 'bounce', {
      title: view.title,
      fault: view,
      code: fault.code,
      rescued: localsOf(res).rescued,
    })
  }
}
