import { Router } from 'express'
import type { WebDeps } from '../deps.ts'
import { perMinute } from '../security/limits.ts'
import { achievementRoutes } from './achievements.ts'
import { fromAnywhere } from './answers.ts'
import { apiRoutes } from './api/routes.ts'
import { collectionRoutes } from './collections.ts'
import { credentialRoutes } from './credentials.ts'
import { embedRoutes } from './embed.ts'
import { explanationRoutes } from './explanations.ts'
import { healthRoutes } from './health.ts'
import { issuerRoutes } from './issuers.ts'
import { oembedRoutes } from './oembed.ts'
import { openBadgesRoutes } from './open-badges.ts'
import { robotsRoute } from './robots.ts'
import { sharedRoutes } from './shared.ts'
import { verifyRoutes } from './verify.ts'

/** What anybody may ask without a launch: credentials, achievements, issuers and the documents behind them. */
export function publicRouter(deps: WebDeps): Router {
  const router = Router()
  router.use(
    [
      ...['/credentials', '/achievements', '/issuers', '/ob2', '/status', '/.well-known', '/verify', '/api'],
      ...['/pictures', '/oembed', '/about', '/shared', '/collections'],
    ],
    perMinute(deps.config),
  )
  router.use(
    ['/credentials', '/achievements', '/issuers', '/ob2', '/status', '/.well-known', '/api/openapi.json'],
    fromAnywhere('GET, HEAD, OPTIONS'),
  )
  credentialRoutes(router, deps)
  achievementRoutes(router, deps)
  issuerRoutes(router, deps)
  openBadgesRoutes(router, deps)
  apiRoutes(router, deps)
  verifyRoutes(router, deps)
  embedRoutes(router, deps)
  sharedRoutes(router, deps)
  collectionRoutes(router, deps)
  oembedRoutes(router, deps)
  explanationRoutes(router, deps)
  healthRoutes(router, deps)
  robotsRoute(router)
  return router
}
