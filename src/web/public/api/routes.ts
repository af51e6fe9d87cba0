import type { Router } from 'express'
import type { WebDeps } from '../../deps.ts'
import { openToAll, sendAs } from '../answers.ts'
import { openApiDocument } from './document.ts'

/** The public API, said to programs. */
export function apiRoutes(router: Router, { config }: WebDeps): void {
  const document = JSON.stringify(openApiDocument(config))
  router.get('/api/openapi.json', (_req, res) => {
    openToAll(res, 300)
    sendAs(res, 'application/json', document)
  })
}
