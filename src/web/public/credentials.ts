import type { Router } from 'express'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { presentCredential } from '../presenters/credential.ts'
import { renderPage } from '../render.ts'
import { CREDENTIAL_TYPE, ENDINGS, fileName, formOf, idAndEnding, openToAll, sendAs } from './answers.ts'

/** `/credentials/{id}`: the page, the signed document or the baked image. Unlisted, so never indexed. */
export function credentialRoutes(router: Router, { app, art, config }: WebDeps): void {
  const { credentials } = app
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
    const credential = presentCredential(shown, localsOf(res).words, art, config.toolUrl)
    renderPage(req, res, 'public/credential', 'public', {
      title: `${credential.name}: ${credential.course}`,
      credential,
    })
  })
}
