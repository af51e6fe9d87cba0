import express, { type ErrorRequestHandler, type Express } from 'express'
import { deepLinkReturn } from './deep-linking.ts'
import { service } from './faults.ts'
import { authorise } from './oidc/auth.ts'
import { issueToken } from './oidc/token.ts'
import { mountCourse } from './pages/course.ts'
import { mountFront } from './pages/front.ts'
import { mountGradebook } from './pages/gradebook.ts'
import { messagePage } from './pages/html.ts'
import { mountLaunch } from './pages/launch.ts'
import { mountTools } from './pages/tools.ts'
import { mountRegistration } from './registration/endpoint.ts'
import { mountServices } from './services/index.ts'
import type { Site } from './site.ts'
import { mountWebService } from './web-service/endpoint.ts'

const failed =
  (site: Site): ErrorRequestHandler =>
  (error, _req, res, _next) => {
    const status = typeof error?.status === 'number' ? error.status : 500
    res
      .status(status)
      .send(messagePage(site, 'Something went wrong', status === 500 ? String(error) : 'Bad request'))
  }

/** The whole VLE as an Express application. */
export function createApp(site: Site): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use((req, _res, next) => {
    if (site.faults.down) req.socket.destroy()
    else next()
  })
  mountServices(app, site)
  app.use(express.urlencoded({ extended: false, limit: '2mb' }))
  app.get('/jwks', service(site, 'jwks'), (_req, res) => void res.json(site.keys.jwks()))
  app.post('/token', service(site, 'token'), issueToken(site))
  app.all('/auth', service(site, 'auth'), authorise(site))
  app.post('/deep-link/return', service(site, 'deep-link'), deepLinkReturn(site))
  mountWebService(app, site)
  mountRegistration(app, site)
  mountFront(app, site)
  mountTools(app, site)
  mountCourse(app, site)
  mountLaunch(app, site)
  mountGradebook(app, site)
  app.use((_req, res) => void res.status(404).send(messagePage(site, 'Not found', 'There is no such page.')))
  app.use(failed(site))
  return app
}
