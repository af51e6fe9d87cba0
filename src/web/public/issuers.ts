import type { Router } from 'express'
import type { WebDeps } from '../deps.ts'
import { renderPage } from '../render.ts'
import { originOf } from '../security/content-security.ts'
import { formOf, idAndEnding, JSON_LD, openToAll, sendAs } from './answers.ts'

/** `/issuers/{id}`: who issues. The JSON is the profile that credentials name as their issuer. */
export function issuerRoutes(router: Router, { app }: WebDeps): void {
  router.get('/issuers/:file', async (req, res) => {
    const { id, ending } = idAndEnding(req.params.file)
    const { issuer, document, courses } = await app.credentials.issuer(id)
    res.vary('Accept')
    openToAll(res, 300)
    if (formOf(req, ending) === 'json') return sendAs(res, JSON_LD, JSON.stringify(document))
    res.set('Cache-Control', 'private, no-cache')
    renderPage(req, res, 'public/issuer', 'public', {
      title: issuer.name,
      issuer,
      // Somebody typed this address: only http(s) becomes a link.
      website: originOf(issuer.url) === null ? null : issuer.url,
      courses,
    })
  })
}
