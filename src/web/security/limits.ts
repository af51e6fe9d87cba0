import express, { type RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'
import { AppError } from '../../app/errors.ts'
import type { WebConfig } from '../deps.ts'

/** An id_token with a class list in it is large; nothing else that anybody posts to us is. */
export const launchBody = express.urlencoded({ extended: false, limit: '512kb', parameterLimit: 100 })
/** A mapping of a course with hundreds of activities needs as many fields. */
export const formBody = express.urlencoded({ extended: false, limit: '100kb', parameterLimit: 2000 })

/** For what one address asks rarely. */
export function perHour(limit: number): RequestHandler {
  return limitTo(3_600_000, limit)
}

/** A generous ceiling per address: a lecture hall behind one address opens its links in the same minute. */
export function perMinute(config: WebConfig): RequestHandler {
  return limitTo(60_000, config.requestsPerMinute ?? 600)
}

function limitTo(windowMs: number, limit: number): RequestHandler {
  return rateLimit({
    windowMs,
    limit,
    // The next draft hashes the address for each answer.
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // Looked at for each request; what is left tells of a proxy that nobody told the tool about.
    validate: { default: false, xForwardedForHeader: true, forwardedHeader: true, trustProxy: true },
    handler: (_req, _res, next) => next(new AppError('too_many_requests', 429, 'over the limit of requests')),
  })
}
