import type { Request, Response, Router } from 'express'
import type { JsonObject } from '../../openbadges/types.ts'
import type { WebDeps } from '../deps.ts'
import { CREDENTIAL_TYPE, DID_JSON, idAndEnding, JSON_LD, openToAll, sendAs } from './answers.ts'

const HOUR = 3600

/** Documents for machines: hosted Open Badges 2.0, status lists, the DID document. */
export function openBadgesRoutes(router: Router, { app }: WebDeps): void {
  const { credentials } = app
  const serve = (
    path: string,
    type: string,
    seconds: number,
    document: (id: string) => Promise<JsonObject>,
  ) => {
    router.get(path, async (req: Request, res: Response) => {
      const body = await document(idAndEnding(req.params.file).id)
      openToAll(res, seconds)
      sendAs(res, type, JSON.stringify(body))
    })
  }
  router.get('/ob2/assertions/:file', async (req, res) => {
    const { document, gone } = await credentials.assertion(idAndEnding(req.params.file).id)
    openToAll(res, 0)
    res.set('X-Robots-Tag', 'noindex')
    // Open Badges 2.0 §Revocation: a revoked hosted assertion answers 410 with `revoked: true`.
    res.status(gone ? 410 : 200)
    sendAs(res, JSON_LD, JSON.stringify(document))
  })
  serve('/ob2/badges/:file', JSON_LD, HOUR, (id) => credentials.badgeClass(id))
  serve('/ob2/issuers/:file', JSON_LD, HOUR, (id) => credentials.ob2Issuer(id))
  // A withdrawal must not hide in a cache for long.
  serve('/status/:file', CREDENTIAL_TYPE, 60, (id) => credentials.statusList(id))
  serve('/status/revoked/:file', 'application/json', 60, (id) => credentials.revocationList(id))
  router.get('/.well-known/did.json', async (_req, res) => {
    const document = await credentials.didDocument()
    openToAll(res, 300)
    sendAs(res, DID_JSON, JSON.stringify(document))
  })
}
