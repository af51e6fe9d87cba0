import type { Request, Router } from 'express'
import { OAuthError } from '../../app/applications/fault.ts'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { renderPage } from '../render.ts'
import { readCookies, setAsked, VISITS_COOKIE } from '../security/cookies.ts'
import { OAUTH } from './paths.ts'

/**
 * `/oauth/authorize` (RFC 6749 §4.1.1). Nobody signs in here: learners come by their course. Where this browser has a learner's visit that
 * goes on, they are asked there at once; else the page says how to go there, and shows the code of the request.
 */
export function authorizeRoutes(router: Router, { app, config }: WebDeps): void {
  const { applications } = app
  router.get(OAUTH.authorize, async (req, res) => {
    res.set('Cache-Control', 'no-store')
    const one = once(req)
    const redirectUri = one('redirect_uri') ?? ''
    const client = await applications.clientAt(one('client_id') ?? '', redirectUri)
    const { words } = localsOf(res)
    const shown = { name: client.name, host: client.host }
    let code: string
    try {
      code = await applications.ask(client, redirectUri, {
        responseType: one('response_type'),
        scope: one('scope'),
        state: one('state'),
        codeChallenge: one('code_challenge'),
        codeChallengeMethod: one('code_challenge_method'),
        twice: Object.values(req.query).some((value) => Array.isArray(value)),
      })
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      // Anybody may register any address: the browser is sent on to one only by somebody's own hand (RFC 9700 §4.11.2).
      return renderPage(req, res.status(400), 'public/authorize-refused', 'public', {
        title: words.t('applications.wrong.title'),
        code: error.code,
        client: shown,
        back: applications.refusalAddress(redirectUri, error, one('state')),
        reason: error.message,
      })
    }
    setAsked(res, code)
    const visits = (readCookies(req.headers.cookie)[VISITS_COOKIE] ?? '').split('.')
    const visit = await applications.liveVisit(visits.filter((id) => /^[\w-]{1,100}$/.test(id)))
    if (visit !== null) return res.redirect(303, `/s/${visit}/applications/asked?code=${code}`)
    renderPage(req, res, 'public/authorize', 'public', {
      title: words.t('applications.open.title', { name: client.name }),
      client: shown,
      userCode: `${code.slice(0, 4)}-${code.slice(4)}`,
      toolName: config.toolName,
    })
  })
}

/** A parameter of the query that came once and says something (§3.1). */
function once(req: Request): (name: string) => string | undefined {
  return (name) => {
    const value = req.query[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
}
