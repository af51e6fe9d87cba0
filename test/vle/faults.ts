import { setTimeout as wait } from 'node:timers/promises'
import type { RequestHandler, Response } from 'express'
import type { Site } from './site.ts'
import type { Faults, ServiceName } from './types.ts'

/** No faults at all. */
export const noFaults = (): Faults => ({
  down: false,
  jwksDown: false,
  keepKeysMs: 0,
  tokenStatus: null,
  membershipsStatus: null,
  differencesStatus: null,
  lineItemsStatus: null,
  resultsStatus: null,
  scoresStatus: null,
  webServiceStatus: null,
  registrationStatus: null,
  refuse: null,
  retryAfter: null,
  slowMs: 0,
  signInPages: [],
  dateOffsetMs: 0,
  dropScopes: [],
  failNext: 0,
  loseReplies: 0,
})

const statusOf = (faults: Faults, service: ServiceName): number | null => {
  if (service === 'token') return faults.tokenStatus
  if (service === 'memberships') return faults.membershipsStatus
  if (service === 'lineitems') return faults.lineItemsStatus
  if (service === 'results') return faults.resultsStatus
  if (service === 'scores') return faults.scoresStatus
  if (service === 'web-service') return faults.webServiceStatus
  if (service === 'registration') return faults.registrationStatus
  if (service === 'jwks') return faults.jwksDown ? 503 : null
  return null
}

const counted: readonly ServiceName[] = ['memberships', 'lineitems', 'results', 'scores']

/** The reply is made and then cut off before it leaves, as when a connection breaks. */
function loseReply(res: Response, record: () => void) {
  res.end = () => {
    record()
    res.socket?.destroy()
    return res
  }
}

/** Logs each request of a service with its answer, and lets the switched-on faults happen first. */
export function service(site: Site, name: ServiceName): RequestHandler {
  return async (req, res, next) => {
    const { faults } = site
    const at = site.clock()
    const record = () => {
      const { method, originalUrl: path } = req
      site.log.entries.push({ service: name, method, path, status: res.statusCode, at })
    }
    res.once('finish', record)
    res.set('Date', new Date(at + faults.dateOffsetMs).toUTCString())
    if (faults.slowMs > 0) await wait(faults.slowMs)
    let status = statusOf(faults, name)
    if (status === null && counted.includes(name) && faults.failNext > 0) {
      faults.failNext -= 1
      status = 503
    }
    if (faults.refuse?.(req.originalUrl)) status = 403
    if (status !== null) {
      if (faults.retryAfter !== null) res.set('Retry-After', String(faults.retryAfter))
      res.status(status).type('html').send(`<h1>${status}</h1>`)
      return
    }
    if (faults.signInPages.includes(name)) {
      res.type('html').send('<h1>Sign in</h1>')
      return
    }
    if (counted.includes(name) && faults.loseReplies > 0) {
      faults.loseReplies -= 1
      loseReply(res, record)
    }
    next()
  }
}
