import type { Request, RequestHandler, Response } from 'express'
import { AppError } from '../../app/errors.ts'

export const CREDENTIAL_TYPE = 'application/vc+ld+json'
/** A credential as a token (VC-JOSE-COSE §6.1). */
const TOKEN_TYPE = 'application/vc+jwt'
export const JSON_LD = 'application/ld+json'
export const JWK_JSON = 'application/jwk+json'
export const DID_JSON = 'application/did+json'

/** What a credential can be had as. */
export const ENDINGS = ['json', 'jwt', 'png', 'svg', 'pdf'] as const
type Ending = (typeof ENDINGS)[number]

export const MEDIA_TYPES: Readonly<Record<Ending, string>> = {
  json: CREDENTIAL_TYPE,
  jwt: TOKEN_TYPE,
  png: 'image/png',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
}

/** Splits `{id}.json` into its id and its ending; most things have a document and an image. Errors: `page_not_found` 404. */
export function idAndEnding(
  file: unknown,
  endings: readonly Ending[] = ['json', 'png'],
): { id: string; ending: Ending | null } {
  const match = /^([\w-]{1,100})(?:\.([a-z]+))?$/.exec(String(file))
  const [, id, after] = match ?? []
  const ending = endings.find((known) => known === after) ?? null
  if (id === undefined || (after !== undefined && ending === null))
    throw new AppError('page_not_found', 404, 'no such page')
  return { id, ending }
}

export type Form = 'html' | Ending

/** The form of the answer: by ending, else by `Accept`. Whoever accepts anything gets the page. */
export function formOf(req: Request, ending: Ending | null): Form {
  if (ending !== null) return ending
  const best = req.accepts([
    'text/html',
    CREDENTIAL_TYPE,
    JSON_LD,
    'application/json',
    TOKEN_TYPE,
    'image/png',
  ])
  if (best === false || best === 'text/html') return 'html'
  if (best === TOKEN_TYPE) return 'jwt'
  return best === 'image/png' ? 'png' : 'json'
}

/**
 * Anybody's page may ask, also with headers that make its browser ask first (a preflight), and reads refusals as well: a badge that
 * is not there is told from a network that is down.
 */
export const fromAnywhere =
  (methods: string): RequestHandler =>
  (req, res, next) => {
    openToAll(res, 0)
    if (req.method !== 'OPTIONS') return next()
    res.set({
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': 'accept, authorization, content-type',
      'Access-Control-Max-Age': '86400',
    })
    res.sendStatus(204)
  }

/** Anybody's page may read this: verifiers run in browsers too. */
export function openToAll(res: Response, seconds: number): void {
  res.setHeader('Access-Control-Allow-Origin', '*')
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
  res.setHeader('Cache-Control', seconds === 0 ? 'no-cache' : `public, max-age=${seconds}`)
}

/** Sends a body as exactly this media type; express would add a charset of its own. */
export function sendAs(res: Response, type: string, body: string | Buffer): void {
  res.setHeader('Content-Type', type)
  res.end(body)
}

/** A file name that every system accepts: letters and figures of any script would need encoding, so ASCII only. */
export function fileName(words: readonly string[], ending: string): string {
  const plain = words
    .join('-')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `${plain.slice(0, 80) || 'credential'}.${ending}`
}
