import type { Request, RequestHandler, Response, Router } from 'express'
import type { Visit } from '../../app/contract.ts'
import { AppError } from '../../app/errors.ts'
import type { FilePurpose } from '../../app/model.ts'
import type { WebDeps } from '../deps.ts'
import type { Words } from '../language/words.ts'
import { localsOf } from '../locals.ts'
import { mayUse, needsName, type Route } from '../policy.ts'
import { type PageData, renderPage } from '../render.ts'
import { carriesToken, fromOurPages } from '../security/forgery.ts'
import { formBody } from '../security/limits.ts'
import { formWithFiles, type ReceivedFiles } from './form-with-files.ts'

const NO_FILES: ReceivedFiles = { taken: [], refused: [] }

/** One request within a session, with what a handler needs of it. */
export interface Turn {
  readonly req: Request
  readonly res: Response
  readonly visit: Visit
  readonly words: Words
  /** What came with the form; none where the route takes none. */
  readonly files: ReceivedFiles
  /** `/s/{id}` */
  readonly base: string
  /** Renders a page of the tool. */
  page(view: string, data: PageData): void
  /** After a post: on to a page, with `done` naming what was done (words: `done.<code>`). */
  goTo(path: string, done?: string): void
}

export type Handle = (turn: Turn) => Promise<void> | void

/**
 * Registers pages under `/s/{id}` so that none escapes the policy, the origin check or the token check. `form`: what reads a form that is
 * not as most are, or what its files are for.
 */
export type AddRoute = (route: Route, handle: Handle, form?: RequestHandler | FilePurpose) => void

export function routeAdder(router: Router, deps: WebDeps): AddRoute {
  const ownPages = fromOurPages(deps.config.toolUrl)
  return (route, handle, form = formBody) => {
    const [method, path = ''] = route.split(' ')
    const allowed = onlyThose(route)
    const serve = (req: Request, res: Response) => handle(turnOf(req, res))
    if (method === 'GET') router.get(path, allowed, serve)
    // Nobody sends files who may not.
    else if (typeof form === 'string') router.post(path, ownPages, allowed, formWithFiles(deps, form), serve)
    else router.post(path, ownPages, allowed, form, carriesToken, serve)
  }
}

/** Who the policy lets use a route. Errors: `anonymous`, `not_allowed` 403. */
function onlyThose(route: Route): RequestHandler {
  return (_req, res, next) => {
    const { person, session } = visitOf(res)
    if (person === null && needsName(route))
      throw new AppError('anonymous', 403, `nobody may ${route} without a name`)
    if (!mayUse(session.role, route))
      throw new AppError('not_allowed', 403, `a ${session.role} may not ${route}`)
    next()
  }
}

function visitOf(res: Response): Visit {
  const { visit } = localsOf(res)
  if (!visit) throw new AppError('session_expired', 401, 'no visit was loaded')
  return visit
}

function turnOf(req: Request, res: Response): Turn {
  const visit = visitOf(res)
  const { words, files = NO_FILES } = localsOf(res)
  const base = `/s/${visit.session.id}`
  const done = typeof req.query.done === 'string' ? `done.${req.query.done}` : null
  return {
    req,
    res,
    visit,
    words,
    files,
    base,
    page: (view, data) => {
      const notice = done !== null && /^done\.[a-z-]+$/.test(done) && words.has(done) ? words.t(done) : null
      renderPage(req, res, view, 'tool', { notice, ...data })
    },
    goTo: (path, code) => {
      const told = code === undefined ? '' : `${path.includes('?') ? '&' : '?'}done=${code}`
      res.redirect(303, `${base}${path}${told}`)
    },
  }
}
