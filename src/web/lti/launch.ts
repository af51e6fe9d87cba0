import type { Request, RequestHandler, Response } from 'express'
import type { OpenedSession } from '../../app/contract.ts'
import type { Launch } from '../../lti/types.ts'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { renderPage } from '../render.ts'
import { allowFraming } from '../security/content-security.ts'
import { clearLoginCookie, readCookies, setSessionCookie } from '../security/cookies.ts'
import { keepsCookies } from './probe.ts'
import { showGetStorage } from './storage.ts'

/** The authentication response (security framework §5.1.1.3): a session, or the page that brings one nearer. */
export function answerLaunch({ app, lti, clock }: WebDeps): RequestHandler {
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
    const opened = await app.launch(launch)
    setSessionCookie(res, opened, clock)
    res.redirect(303, firstPage(opened))
  }
}

/** Where a launch lands: the picker for deep linking, the reviewed learner, the page of the link that a learner opened, or the overview. */
export function firstPage({ id, session }: OpenedSession): string {
  const { messageType, link } = session.launch
  if (messageType === 'LtiDeepLinkingRequest') return `/s/${id}/deep-link`
  if (session.role !== 'learner' && messageType === 'LtiSubmissionReviewRequest') return `/s/${id}/review`
  if (session.role === 'learner' && session.personId !== null && link !== 'ladder') return `/s/${id}/${link}`
  return `/s/${id}/`
}

/** The last way: says who and which course, so that nobody opens somebody else's session unawares. */
function showNewWindow(req: Request, res: Response, launch: Launch, ticket: string): void {
  const { words } = localsOf(res)
  allowFraming(req, res, { ancestors: launch.frameOrigins })
  res.status(403)
  renderPage(req, res, 'lti/new-window', 'bounce', {
    title: words.t('bounce.window.title'),
    code: 'cookies_blocked',
    ticket,
    who: launch.user.name ?? words.t('bounce.window.nameless'),
    course: launch.context?.title ?? launch.context?.label ?? words.t('bounce.window.untitled'),
  })
}
