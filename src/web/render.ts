import type { Request, Response } from 'express'
import { LANGUAGE_NAMES, LANGUAGES } from './language/locales.ts'
import { localsOf } from './locals.ts'
import { allowOwnScripts } from './security/content-security.ts'

export type Layout = 'tool' | 'public' | 'bounce' | 'embed'

export interface PageData {
  readonly title: string
  /** Search engines may have it; every other page is kept out of search, by header and by the layout. */
  readonly listed?: boolean
  readonly [key: string]: unknown
}

/** A page as it was written, to be sent again. */
export interface KeptPage {
  readonly body: Buffer
  readonly etag: string
  readonly listed: boolean
}

/** Sends a page that was written before; whoever has it already is only told so. */
export function sendKept(res: Response, { body, etag, listed }: KeptPage): void {
  tellRobots(res, listed)
  res.set({ ETag: etag, 'Content-Type': 'text/html; charset=utf-8' }).send(body)
}

function tellRobots(res: Response, listed = false): void {
  if (listed) res.removeHeader('X-Robots-Tag')
  else res.setHeader('X-Robots-Tag', 'noindex')
}

/**
 * Renders a page with what every layout needs: languages and, in a session, who looks and where. A page that names the `nonce` has scripts
 * of its own, which then may run. `keep` is handed the page if it may be sent again: one with scripts may not.
 */
export function renderPage(
  req: Request,
  res: Response,
  view: string,
  layout: Layout,
  data: PageData,
  keep?: (page: KeptPage) => void,
): void {
  const { words, makeNonce, visit, notices } = localsOf(res)
  let nonce: string | null = null
  const base = visit ? `/s/${visit.session.id}` : ''
  const { listed = false } = data
  tellRobots(res, listed)
  const values = {
    ...data,
    layout,
    lang: words.language,
    nonce: () => {
      nonce ??= makeNonce()
      return nonce
    },
    languages: LANGUAGES.map((code) => ({
      code,
      name: LANGUAGE_NAMES[code],
      current: code === words.language,
      // The answer to a form has an address that cannot be opened by a link.
      href: `${req.method === 'GET' ? '' : visit ? `${base}/` : req.path}?${languageQuery(req, code)}`,
    })),
    ...(visit && {
      base,
      notices,
      csrf: visit.session.csrf,
      courseTitle: visit.course.title,
      role: visit.session.role,
      viewingAs: words.t(`viewing.${visit.session.role}`),
      looking: visit.session.launch.looking && words.t(`looking.${visit.session.launch.looking}`),
      // In the VLE's picker there is one thing to do, and the tabs would lead away from it.
      staff: visit.session.role !== 'learner' && visit.session.launch.deepLinking === null,
      picking: visit.session.launch.deepLinking !== null,
      here: sectionOf(req.path),
    }),
  }
  res.render(view, values, (error, html) => {
    if (error) return req.next?.(error)
    if (nonce !== null) allowOwnScripts(res, nonce)
    const body = Buffer.from(html)
    res.setHeader('Content-Type', 'text/html; charset=utf-8')
    // Of a page that nobody may keep, nobody asks whether it is still the same: it needs no ETag.
    if (visit) res.setHeader('Content-Length', body.length).end(body)
    else res.send(body)
    if (nonce === null) keep?.({ body, etag: String(res.getHeader('ETag')), listed })
  })
}

/** The page's own query, with the language changed: a search stays when its reader changes language. */
function languageQuery(req: Request, language: string): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(req.method === 'GET' ? req.query : {})) {
    if (typeof value === 'string' && name !== 'done') query.set(name, value)
  }
  query.set('lang', language)
  return query.toString()
}

/** Which of the staff's sections a page belongs to. */
function sectionOf(path: string): string | null {
  const [, first = ''] = path.split('/')
  if (['', 'learners', 'decisions', 'proposals', 'flagged'].includes(first)) return 'progress'
  if (['issuer', 'badges'].includes(first)) return 'settings'
  const within = ['columns', 'checkpoints', 'imports', 'moodle', 'registers', 'statements', 'confirmations']
  if (within.includes(first)) return 'activities'
  return ['reviews', 'activities', 'work', 'criteria', 'settings', 'audit', 'platform', 'help'].includes(
    first,
  )
    ? first
    : null
}
