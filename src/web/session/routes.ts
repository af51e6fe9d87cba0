import type { Request, Response, Router } from 'express'
import type { Visit } from '../../app/contract.ts'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import type { Words } from '../language/words.ts'
import { localsOf } from '../locals.ts'
import { mayUse, needsName, type Route } from '../policy.ts'
import { type PageData, renderPage } from '../render.ts'
import { carriesToken, fromOurPages } from '../security/forgery.ts'
import { formBody } from '../security/limits.ts'
import { smallFile } from '../security/small-file.ts'

/** One request within a session, with what a handler needs of it. */
export interface Turn {
  readonly req: Request
  readonly res: Response
  readonly visit: Visit
  readonly words: Words
  /** `/s/{id}` */
  readonly base: string
  /** Renders a page of the tool. */
  page(view: string, data: PageData): void
  /** After a post: on to a page, with `done` naming what was done (words: `done.<code>`). */
  goTo(path: string, done?: string): void
}

export type Handle = (turn: Turn) => Promise<void> | void

/** Registers pages under `/s/{id}` so that none escapes the policy, the origin check or the token check. */
export type AddRoute = (route: Route, handle: Handle) => void

/** Forms with a file in them. */
const WITH_FILE: readonly Route[] = ['POST /criteria/import']

export function routeAdder(router: Router, deps: WebDeps): AddRoute {
  return (route, handle) => {
    const [method, path = ''] = route.split(' ')
    const serve = async (req: Request, res: Response) => {
      const turn = turnOf(req, res)
      if (turn.visit.person === null && needsName(route)) {
        throw new AppError('anonymous', 403, `nobody may ${route} without a name`)
      }
      if (!mayUse(turn.visit.session.role, route)) {
        throw new AppError('not_allowed', 403, `a ${turn.visit.session.role} may not ${route}`)
      }
      await handle(turn)
    }
    if (method === 'GET') router.get(path, serve)
    else
      router.post(
        path,
        formBody,
        ...(WITH_FILE.includes(route) ? [smallFile] : []),
        fromOurPages(deps.config.toolUrl),
        carriesToken,
        serve,
      )
  }
}

function turnOf(req: Request, res: Response): Turn {
  const { visit, words } = localsOf(res)
  if (!visit) throw new AppError('session_expired', 401, 'no visit was loaded')
  const base = `/s/${visit.session.id}`
  const done = typeof req.query.done === 'string' ? `done.${req.query.done}` : null
  return {
    req,
    res,
    visit,
    words,
    base,
    page: (view, data) => {
      const notice = done !== null && /^done\.[a-z-]+$/.test(done) && words.has(done) ? words.t(done) : null
      renderPage(req, res, view, 'tool', { notice, ...data })
    },
    goTo: (path, code) => res.redirect(303, `${base}${path}${code === undefined ? '' : `?done=${code}`}`),
  }
}
