import type { Router } from 'express'
import type { PublicCredential } from '../../app/contract.ts'
import type { WebDeps } from '../deps.ts'
import { createKeptPages } from '../kept-pages.ts'
import { localsOf } from '../locals.ts'
import { presentEmbed } from '../presenters/embed.ts'
import { renderPage } from '../render.ts'
import { allowFraming } from '../security/content-security.ts'
import { idAndEnding, openToAll } from './answers.ts'

/**
 * `/credentials/{id}/embed`: a badge and how it stands, for a frame on any site. It is the only page that any site may frame: it holds nothing to
 * press but a link, and neither reads nor leaves a cookie.
 */
export function embedRoutes(router: Router, { app, art, config }: WebDeps): void {
  const keptPage = createKeptPages<PublicCredential>()
  router.get('/credentials/:file/embed', async (req, res) => {
    const { id } = idAndEnding(req.params.file, [])
    const shown = await app.credentials.page(id)
    openToAll(res, 0)
    allowFraming(res, { ancestors: ['*'] })
    // A choice of language is for this frame alone.
    res.removeHeader('Set-Cookie')
    keptPage(req, res, shown, (keep) => {
      const embed = presentEmbed(shown, localsOf(res).words, art, config.toolUrl)
      renderPage(req, res, 'public/embed', 'embed', { title: embed.name, embed }, keep)
    })
  })
}
