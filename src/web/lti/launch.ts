import type { Request, RequestHandler, Response } from 'express'
import type { Launch } from '../../lti/types.ts'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { renderPage } from '../render.ts'
import { allowFraming } from '../security/content-security.ts'
import { clearLoginCookie, readCookies } from '../security/cookies.ts'
import { beginVisit } from './begin-visit.ts'
import { keepsCookies } from './probe.ts'
import { showGetStorage } from './storage.ts'

/** The authentication response (security framework §5.1.1.3): a session, or the page that brings one nearer. */
export function answerLaunch(deps: WebDeps): RequestHandler {
  const { app, lti } = deps
  return async (req, res) => {
    const cookies = readCookies(req.headers.cookie)
    const outcome = await lti.launch({
      params: req.body ?? {},
      cookies,
      origin: req.get('origin') ?? null,
    })
    if (outcome.type === 'get-storage') {
      showGetStorage(req, res, outcome)
      return
    }
    const { launch } = outcome
    // Proved by the platform's storage or vouched for, but a session's cookie would not come back here either.
    if (outcome.type === 'new-window' || (outcome.cookie === null && !keepsCookies(cookies))) {
      showNewWindow(req, res, launch, await app.keepLaunch(launch))
      return
    }
    if (outcome.cookie !== null) clearLoginCookie(res, outcome.cookie)
    await beginVisit(req, res, deps, await app.launch(launch))
  }
}

/** The last way: says who and which course, so that nobody opens somebody else's session unawares. */
function showNewWindow(req: Request, res: Response, launch: Launch, ticket: string): void {
  const { words } = localsOf(res)
  allowFraming(res, { ancestors: launch.frameOrigins })
  res.status(403)
  renderPage(req, res, 'lti/new-window', 'bounce', {
    title: words.t('bounce.window.title'),
    code: 'cookies_blocked',
    ticket,
    who: launch.user.name ?? words.t('bounce.window.nameless'),
    course: launch.context?.title ?? launch.context?.label ?? words.t('bounce.window.untitled'),
  })
}
