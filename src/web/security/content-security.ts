import type { Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { Random } from '../../app/ports.ts'
import type { WebConfig } from '../deps.ts'
import { localsOf } from '../locals.ts'

/** Who may frame this answer, and where its forms may go besides the tool itself. */
export interface Framing {
  readonly ancestors: readonly string[]
  readonly formTargets?: readonly string[]
}

/** Baseline headers: a nonce for the page's own scripts, and nobody frames anything until a handler says so. */
export function baselineHeaders(config: WebConfig, random: Random): RequestHandler[] {
  return [
    (_req, res, next) => {
      localsOf(res).nonce = random.token(16)
      next()
    },
    helmet({
      contentSecurityPolicy: false,
      // `frame-ancestors` says it better; X-Frame-Options cannot name the platform and would win in old browsers.
      xFrameOptions: false,
      // A launch in a new window talks to its opener for the platform's storage.
      crossOriginOpenerPolicy: false,
      // `no-referrer` would make browsers send `Origin: null` with our own forms.
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: config.production ? { maxAge: 31_536_000 } : false,
    }),
    (req, res, next) => {
      allowFraming(req, res, { ancestors: [] })
      next()
    },
  ]
}

/** Writes the Content-Security-Policy anew for this answer (CSP 3 §6.4: `frame-ancestors`, `form-action`). */
export function allowFraming(req: Request, res: Response, framing: Framing): void {
  const policy = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      baseUri: ["'none'"],
      connectSrc: ["'self'"],
      fontSrc: ["'self'"],
      formAction: ["'self'", ...origins(framing.formTargets ?? [])],
      // A page that shows another of the tool's own pages as it would look.
      frameSrc: ["'self'"],
      frameAncestors: framing.ancestors.length > 0 ? origins(framing.ancestors) : ["'none'"],
      imgSrc: ["'self'", 'data:'],
      scriptSrc: [`'nonce-${localsOf(res).nonce}'`],
      styleSrc: ["'self'"],
    },
  })
  policy(req, res, () => {})
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
