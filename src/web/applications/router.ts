import { Router } from 'express'
import type { WebDeps } from '../deps.ts'
import { fromAnywhere, openToAll, sendAs } from '../public/answers.ts'
import { perMinute } from '../security/limits.ts'
import { authorizeRoutes } from './authorize.ts'
import { badgesApiRoutes } from './badges-api.ts'
import { apiCatalog, serverMetadata } from './description.ts'
import { endpointRoutes } from './endpoints.ts'
import { OAUTH } from './paths.ts'

const DESCRIPTIONS = [
  ['oauth-authorization-server', 'application/json', serverMetadata],
  ['api-catalog', 'application/linkset+json', apiCatalog],
] as const

/** What wallets and backpacks ask: descriptions, OAuth 2.0, and the API of Open Badges 3.0. */
export function applicationsRouter(deps: WebDeps): Router {
  const router = Router()
  router.use('/ims', fromAnywhere('GET, HEAD, OPTIONS'))
  router.use([OAUTH.token, OAUTH.register, OAUTH.revoke], fromAnywhere('POST, OPTIONS'))
  router.use(['/oauth', '/ims'], perMinute(deps.config))
  for (const [name, type, describe] of DESCRIPTIONS) {
    const body = JSON.stringify(describe(deps.config))
    router.get(`/.well-known/${name}`, (_req, res) => {
      openToAll(res, 300)
      sendAs(res, type, body)
    })
  }
  authorizeRoutes(router, deps)
  endpointRoutes(router, deps)
  badgesApiRoutes(router, deps)
  return router
}
