import type { Router } from 'express'
import type { WebDeps } from '../deps.ts'
import { CREDENTIAL_TYPE, ENDINGS, fileName, formOf, idAndEnding, openToAll, sendAs } from './answers.ts'
import { showCredential } from './credential-page.ts'

/** `/credentials/{id}`: the page, the signed document or the baked image. Search finds the page once its learner published it, and never the rest. */
export function credentialRoutes(router: Router, deps: WebDeps): void {
  const { credentials } = deps.app
  router.get('/credentials/:file', async (req, res) => {
    const { id, ending } = idAndEnding(req.params.file, ENDINGS)
    res.set('X-Robots-Tag', 'noindex').vary('Accept')
    // Whether it still stands is asked anew each time.
    openToAll(res, 0)
    const form = formOf(req, ending)
    if (form === 'json') return sendAs(res, CREDENTIAL_TYPE, await credentials.document(id))
    const shown = await credentials.page(id)
    if (form !== 'html') {
      res.attachment(fileName([shown.credential.level, shown.achievement.courseTitle], form))
      if (form === 'png') return sendAs(res, 'image/png', await credentials.png(id))
      if (form === 'svg') return sendAs(res, 'image/svg+xml', await credentials.svg(id))
      return sendAs(res, 'application/pdf', await credentials.certificate(id))
    }
    showCredential(req, res, deps, shown)
  })
}
