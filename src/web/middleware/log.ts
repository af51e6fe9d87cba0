import type { RequestHandler } from 'express'
import type { WebDeps } from '../deps.ts'

/** One line a request: no query string, no session, no body; those hold tokens, hints and addresses. */
export function logRequests({ log, clock }: WebDeps): RequestHandler {
  return (req, res, next) => {
    if (!log.isLevelEnabled('info')) return next()
    const began = clock.now()
    const path = loggablePath(req.path)
    res.on('finish', () => {
      log.info({ method: req.method, path, status: res.statusCode, ms: clock.now() - began }, 'request')
    })
    next()
  }
}

/** The path without what opens something: a session's id, and the addresses that learners give to whom they like. */
export function loggablePath(path: string): string {
  return path.replace(/^\/(s|shared|collections)\/[^/]+/, '/$1/:id')
}
