import { Router } from 'express'
import { z } from 'zod'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { fromOurPages } from '../security/forgery.ts'
import { launchBody, perMinute } from '../security/limits.ts'
import { beginVisit } from './begin-visit.ts'
import { canvasConfig } from './canvas-config.ts'
import { answerLaunch } from './launch.ts'
import { answerLogin } from './login.ts'
import { answerRegistration } from './register.ts'

/** Login, launch and key endpoints: what a platform and its frame talk to (LTI security framework §5.1). */
export function ltiRouter(deps: WebDeps): Router {
  const { app, lti, config } = deps
  const router = Router()
  router.use(perMinute(config), launchBody)
  router.use((_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store')
    next()
  })

  router.get('/login', answerLogin(deps))
  router.post('/login', answerLogin(deps))
  // The second is for platforms that want an address of its own for deep linking; what is answered is the same.
  router.post(['/launch', '/deep-link'], answerLaunch(deps))
  router.get(['/launch', '/deep-link'], () => {
    throw new AppError('launch_by_address', 400, 'a launch comes by a form of the platform')
  })
  router.get('/register', answerRegistration(deps))

  router.post('/window', fromOurPages(config.toolUrl), async (req, res) => {
    const { ticket } = z.object({ ticket: z.string().min(1).max(500) }).parse(req.body)
    await beginVisit(req, res, deps, await app.openKept(ticket))
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
