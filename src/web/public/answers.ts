import type { Request, Response } from 'express'
import { AppError } from '../../app/errors.ts'

export const CREDENTIAL_TYPE = 'application/vc+ld+json'
export const JSON_LD = 'application/ld+json'

/** Splits `{id}.json` into its id and its ending. Errors: `page_not_found` 404. */
export function idAndEnding(file: unknown): { id: string; ending: 'json' | 'png' | null } {
  const match = /^([\w-]{1,100})(?:\.(json|png))?$/.exec(String(file))
  const [, id, ending] = match ?? []
  if (id === undefined) throw new AppError('page_not_found', 404, 'no such page')
  return { id, ending: ending === 'json' || ending === 'png' ? ending : null }
}

export type Form = 'html' | 'json' | 'png'

/** The form of the answer: by ending, else by `Accept`. Whoever accepts anything gets the page. */
export function formOf(req: Request, ending: 'json' | 'png' | null): Form {
  if (ending !== null) return ending
  const best = req.accepts(['text/html', CREDENTIAL_TYPE, JSON_LD, 'application/json', 'image/png'])
  if (best === false || best === 'text/html') return 'html'
  return best === 'image/png' ? 'png' : 'json'
}

/** Anybody's page may read this: verifiers run in browsers too. */
export function openToAll(res: Response, seconds: number): void {
  res.set({
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': seconds === 0 ? 'no-cache' : `public, max-age=${seconds}`,
  })
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
