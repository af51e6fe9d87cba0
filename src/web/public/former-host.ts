import type { Request, RequestHandler } from 'express'
import type { WebDeps } from '../deps.ts'
import { ENDINGS, formOf } from './answers.ts'
import { publicRouter } from './router.ts'

const ALWAYS_DOCUMENTS = /^\/(?:ob2|status|pictures|\.well-known)\//
const IN_EITHER_FORM = /^\/(?:credentials|achievements|issuers)\/[\w-]+(?:\.([a-z]+))?$/
const KEYS = /^\/issuers\/[\w-]+\/(?:did\.json$|keys\/)/

/**
 * Requests that still come to an address that the tool had. Documents are answered as they were issued there, for credentials name them and verifiers
 * compare; pages lead on to where the tool is now.
 */
export function formerHosts(deps: WebDeps): RequestHandler {
  const { app, config } = deps
  const routers = new Map(
    [...app.formerly].map(([toolUrl, credentials]) => [
      new URL(toolUrl).host,
      publicRouter({ ...deps, app: { ...app, credentials }, config: { ...config, toolUrl } }),
    ]),
  )
  const now = new URL(config.toolUrl).host
  return (req, res, next) => {
    const router = req.host === now ? undefined : routers.get(req.host)
    if (!router) return next()
    if (isDocument(req)) return router(req, res, next)
    // 308 keeps a form a form.
    res.redirect(req.method === 'GET' || req.method === 'HEAD' ? 301 : 308, config.toolUrl + req.originalUrl)
  }
}

function isDocument(req: Request): boolean {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false
  if (ALWAYS_DOCUMENTS.test(req.path) || KEYS.test(req.path)) return true
  const found = IN_EITHER_FORM.exec(req.path)
  if (!found) return false
  const ending = ENDINGS.find((known) => known === found[1]) ?? null
  return formOf(req, ending) !== 'html'
}
