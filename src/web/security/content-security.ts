import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { Random } from '../../app/ports.ts'
import type { WebConfig } from '../deps.ts'
import { localsOf } from '../locals.ts'

/** Who may frame this answer, and where its forms may go besides the tool itself. */
export interface Framing {
  readonly ancestors: readonly string[]
  readonly formTargets?: readonly string[]
}

const NOBODY: Framing = { ancestors: [] }

/**
 * Baseline headers: nobody frames anything and no script runs until a handler says so. They are the same for every answer, so helmet is asked for
 * them once.
 */
export function baselineHeaders(config: WebConfig, random: Random): RequestHandler {
  const headers = new Map<string, string>([['Content-Security-Policy', policyOf(NOBODY, null)]])
  const once = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: (name: string) => headers.delete(name),
  }
  helmet({
    contentSecurityPolicy: false,
    // `frame-ancestors` says it better; X-Frame-Options cannot name the platform and would win in old browsers.
    xFrameOptions: false,
    // A launch in a new window talks to its opener for the platform's storage.
    crossOriginOpenerPolicy: false,
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.production ? { maxAge: 31_536_000 } : false,
  })({} as IncomingMessage, once as unknown as ServerResponse, () => {})
  const makeNonce = () => random.token(16)
  return (_req, res, next) => {
    res.setHeaders(headers)
    localsOf(res).makeNonce = makeNonce
    next()
  }
}

/** Who may frame this answer, and where its forms may go. */
export function allowFraming(res: Response, framing: Framing): void {
  localsOf(res).framing = framing
  res.setHeader('Content-Security-Policy', policyOf(framing, null))
}

/** The scripts that this answer brings itself, told by its nonce. */
export function allowOwnScripts(res: Response, nonce: string): void {
  res.setHeader('Content-Security-Policy', policyOf(localsOf(res).framing ?? NOBODY, nonce))
}

/** CSP 3 §6.4: `frame-ancestors`, `form-action`. A page without a script of its own runs none. */
function policyOf({ ancestors, formTargets = [] }: Framing, nonce: string | null): string {
  const directives = [
    ["default-src 'none'"],
    ["base-uri 'none'"],
    ["connect-src 'self'"],
    ["font-src 'self'"],
    ["form-action 'self'", ...origins(formTargets)],
    // A page that shows another of the tool's own pages as it would look.
    ["frame-src 'self'"],
    ['frame-ancestors', ...(ancestors.length > 0 ? origins(ancestors) : ["'none'"])],
    ["img-src 'self' data:"],
    [nonce === null ? "script-src 'none'" : `script-src 'nonce-${nonce}'`],
    ["style-src 'self'"],
  ]
  return directives.map((parts) => parts.join(' ')).join(';')
}

/** Only whole origins get into the header: anything else could end the directive and start another. */
function origins(values: readonly string[]): string[] {
  const clean = values.map((value) => (value === '*' ? value : originOf(value)))
  return [...new Set(clean.filter((value) => value !== null))]
}

/** The origin of an http(s) URL, or `null`. */
export function originOf(url: string): string | null {
  try {
    const { origin, protocol } = new URL(url)
    return protocol === 'https:' || protocol === 'http:' ? origin : null
  } catch {
    return null
  }
}
