import { createHash, timingSafeEqual } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { Visit } from '../../app/contract.ts'
import { AppError } from '../../app/errors.ts'
import { localsOf } from '../locals.ts'
import { originOf } from './content-security.ts'

/** Whether a request that changes something comes from a page of ours. Browsers that send neither header are left to the token. */
export function fromOurPages(toolUrl: string): RequestHandler {
  const own = originOf(toolUrl)
  return (req, _res, next) => {
    const origin = req.get('origin')
    const site = req.get('sec-fetch-site')
    const foreign = (origin !== undefined && origin !== own) || (site !== undefined && site !== 'same-origin')
    next(foreign ? new AppError('foreign_origin', 403, 'a form was posted from another site') : undefined)
  }
}

/** The form carries the session's own token in its `csrf` field. */
export const carriesToken: RequestHandler = (req, res, next) => {
  const { visit } = localsOf(res)
  const right = visit !== undefined && holdsToken(visit, req.body?.csrf)
  next(right ? undefined : withoutToken())
}

export const withoutToken = () =>
  new AppError('csrf', 403, 'the form does not carry the token of its session')

/** Whether this is the token of the visit's own session. */
export function holdsToken({ session: { csrf } }: Visit, given: unknown): boolean {
  return csrf !== '' && typeof given === 'string' && sameText(given, csrf)
}

/** Compares digests, so that neither length nor content shows in the time it takes. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b))
}

const digest = (text: string) => createHash('sha256').update(text).digest()
