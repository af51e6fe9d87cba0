import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { WebDeps } from '../deps.ts'
import { loginCookie, setSessionCookie } from '../security/cookies.ts'
import { fromOurPages } from '../security/forgery.ts'
import { launchBody, perMinute } from '../security/limits.ts'
import { canvasConfig } from './canvas-config.ts'
import { answerLaunch, firstPage } from './launch.ts'

/** Login, launch and key endpoints: what a platform and its frame talk to (LTI security framework §5.1). */
export function ltiRouter(deps: WebDeps): Router {
  const { app, lti, config, clock } = deps
  const router = Router()
  router.use(perMinute(config), launchBody)
  router.use((_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store')
    next()
  })

  const login = async (req: Request, res: Response) => {
    const { redirectTo, cookie } = await lti.login({ ...req.query, ...req.body })
    res.cookie(cookie.name, cookie.value, loginCookie(cookie.maxAgeSeconds))
    // A plain redirect: a form or script would lose a platform's own Lax cookie.
    res.redirect(302, redirectTo)
  }
  router.get('/login', login)
  router.post('/login', login)
  router.post('/launch', answerLaunch(deps))

  router.post('/window', fromOurPages(config.toolUrl), async (req, res) => {
    const { ticket } = z.object({ ticket: z.string().min(1).max(500) }).parse(req.body)
    const opened = await app.openKept(ticket)
    setSessionCookie(res, opened, clock)
    res.redirect(303, firstPage(opened))
  })

  router.get('/jwks.json', async (_req, res) => {
    res.set({ 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' })
    res.json(await lti.jwks())
  })
  router.get('/config.json', (_req, res) => {
    res.set({ 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' })
    res.json(canvasConfig(config))
  })
  return router
}
