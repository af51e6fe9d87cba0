import type { Router } from 'express'
import type { PublicCredential } from '../../app/contract.ts'
import type { WebDeps } from '../deps.ts'
import { createKeptPages } from '../kept-pages.ts'
import {
  CREDENTIAL_TYPE,
  ENDINGS,
  fileName,
  formOf,
  idAndEnding,
  MEDIA_TYPES,
  openToAll,
  sendAs,
} from './answers.ts'
import { showCredential } from './credential-page.ts'

/** `/credentials/{id}`: the page, the signed document, as a token or in an image. Search finds the page once its learner published it, and never the rest. */
export function credentialRoutes(router: Router, deps: WebDeps): void {
  const { credentials } = deps.app
  const keptPage = createKeptPages<PublicCredential>()
  router.get('/credentials/:file', async (req, res) => {
    const { id, ending } = idAndEnding(req.params.file, ENDINGS)
    res.set('X-Robots-Tag', 'noindex').vary('Accept')
    // Whether it still stands is asked anew each time.
    openToAll(res, 0)
    const form = formOf(req, ending)
    if (form === 'json') return sendAs(res, CREDENTIAL_TYPE, await credentials.document(id))
    if (form === 'html') {
      const shown = await credentials.page(id)
      return keptPage(req, res, shown, (keep) => showCredential(req, res, deps, shown, {}, keep))
    }
    const { body, level, courseTitle } = await credentials.file(id, form)
    res.attachment(fileName([level, courseTitle], form))
    sendAs(res, MEDIA_TYPES[form], body)
  })
  // 1EdTech Credential Refresh 1.0: the credential as it stands now, in the form that was asked for.
  router.get('/credentials/:file/refresh', async (req, res) => {
    const id = await credentials.standsFor(idAndEnding(req.params.file).id)
    openToAll(res, 0)
    res.set('X-Robots-Tag', 'noindex').vary('Accept')
    const form = req.accepts([CREDENTIAL_TYPE, 'application/json', MEDIA_TYPES.jwt, 'text/plain'])
    if (form === MEDIA_TYPES.jwt || form === 'text/plain')
      return sendAs(res, form, await credentials.token(id))
    return sendAs(res, CREDENTIAL_TYPE, await credentials.document(id))
  })
}
