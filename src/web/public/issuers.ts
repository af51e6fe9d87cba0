import type { Router } from 'express'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { plainCard } from '../presenters/card.ts'
import { renderPage } from '../render.ts'
import { originOf } from '../security/content-security.ts'
import { DID_JSON, formOf, idAndEnding, JSON_LD, JWK_JSON, openToAll, sendAs } from './answers.ts'

/** Nothing that could add to a mail what its writer does not see (RFC 6068 §2). */
const EMAIL = /^[\w.+-]+@[\w-]+(\.[\w-]+)*$/
const YEAR = 31_536_000

/** `/issuers/{id}`: who issues. The JSON is the profile that credentials name as their issuer; below it are its keys. */
export function issuerRoutes(router: Router, { app, config }: WebDeps): void {
  router.get('/issuers/:file', async (req, res) => {
    const { id, ending } = idAndEnding(req.params.file)
    const { issuer, document, courses } = await app.credentials.issuer(id)
    res.vary('Accept')
    openToAll(res, 300)
    if (formOf(req, ending) === 'json') return sendAs(res, JSON_LD, JSON.stringify(document))
    res.set('Cache-Control', 'private, no-cache')
    const { words } = localsOf(res)
    const description = issuer.description ?? words.t('issuer.card', { name: issuer.name })
    renderPage(req, res, 'public/issuer', 'public', {
      title: issuer.name,
      card: plainCard(`/issuers/${issuer.id}`, { title: issuer.name, description }, words, config.toolUrl),
      issuer,
      // Somebody typed this address: only http(s) becomes a link.
      website: originOf(issuer.url) === null ? null : issuer.url,
      mailto: issuer.email !== null && EMAIL.test(issuer.email) ? `mailto:${issuer.email}` : null,
      logo: issuer.logo === null ? null : `/pictures/${issuer.logo}.png`,
      courses,
    })
  })
  router.get('/issuers/:file/did.json', async (req, res) => {
    const document = await app.credentials.issuerDid(idAndEnding(req.params.file).id)
    openToAll(res, 300)
    sendAs(res, DID_JSON, JSON.stringify(document))
  })
  // Validators fetch what a token names as its key, and want one key there and nothing else.
  router.get('/issuers/:file/keys/:keyId', async (req, res) => {
    const { file, keyId } = req.params
    const jwk = await app.credentials.tokenKey(idAndEnding(file).id, idAndEnding(keyId).id)
    openToAll(res, 300)
    sendAs(res, JWK_JSON, JSON.stringify(jwk))
  })
  // The address is made of what is in it, so it never changes.
  router.get('/pictures/:file', async (req, res) => {
    const { id } = idAndEnding(req.params.file)
    const picture = await app.credentials.picture(id)
    openToAll(res, YEAR)
    sendAs(res, 'image/png', picture)
  })
}
