import type { RequestHandler } from 'express'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import type { SetLanguage } from '../language/choose.ts'
import { localsOf } from '../locals.ts'
import { allowFraming } from '../security/content-security.ts'
import { readCookies, SESSION_COOKIE } from '../security/cookies.ts'

/** Loads the visit that the path and its cookie name. Errors: `session_expired` 401. */
export function loadVisit(deps: WebDeps, setLanguage: SetLanguage): RequestHandler {
  return async (req, res, next) => {
    res.setHeader('Cache-Control', 'no-store')
    const id = String(req.params.sessionId ?? '')
    const secret = readCookies(req.headers.cookie)[SESSION_COOKIE]
    if (!secret || !/^[\w-]{1,100}$/.test(id)) {
      throw new AppError('session_expired', 401, 'no cookie came with the request')
    }
    const visit = await deps.app.visit(id, secret)
    localsOf(res).visit = visit
    setLanguage(req, res, visit.session.locale)
    allowFraming(res, { ancestors: visit.session.launch.frameOrigins })
    next()
  }
}
