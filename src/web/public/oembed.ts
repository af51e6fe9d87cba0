import type { Router } from 'express'
import { z } from 'zod'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { credentialName, IMAGE_SIZE } from '../presenters/card.ts'
import { frameCode, frameSize } from '../presenters/frame.ts'
import { openToAll } from './answers.ts'

const CACHE_SECONDS = 300
const pixels = z.coerce.number().int().min(1).max(100_000).optional().catch(undefined)
const query = z.object({
  url: z.string().min(1).max(2000),
  format: z.string().default('json'),
  maxwidth: pixels,
  maxheight: pixels,
})

/**
 * `/oembed?url=…`: how other sites show a credential whose address somebody pasted (oEmbed 1.0 §2.3.4.4, type `rich`). Errors: 404 for addresses
 * that are no credential's, 501 for other formats than JSON (§2.3.5).
 */
export function oembedRoutes(router: Router, { app, config }: WebDeps): void {
  router.get('/oembed', async (req, res) => {
    openToAll(res, CACHE_SECONDS)
    const { words } = localsOf(res)
    const { url, format, maxwidth, maxheight } = query.parse(req.query)
    if (format !== 'json') {
      const message = words.t('errors.oembed_format.what')
      return void res.status(501).json({ error: { code: 'oembed_format', message } })
    }
    const id = idOf(url, config.toolUrl)
    if (id === null) throw new AppError('page_not_found', 404, 'the address is no credential of this tool')
    const shown = await app.credentials.page(id)
    const { achievement, issuer } = shown
    const page = `${config.toolUrl}/credentials/${id}`
    const name = credentialName(shown, words)
    const room = { ...(maxwidth && { width: maxwidth }), ...(maxheight && { height: maxheight }) }
    const size = frameSize(room)
    res.json({
      version: '1.0',
      type: 'rich',
      title: name,
      author_name: issuer.name,
      author_url: `${config.toolUrl}/issuers/${issuer.id}`,
      provider_name: config.toolName,
      provider_url: config.toolUrl,
      cache_age: CACHE_SECONDS,
      html: frameCode(page, words.t('share.alt', { name, issuer: issuer.name }), size),
      ...size,
      // It comes in one size, and may not be larger than asked for.
      ...(Math.min(maxwidth ?? IMAGE_SIZE, maxheight ?? IMAGE_SIZE) >= IMAGE_SIZE && {
        thumbnail_url: `${config.toolUrl}/achievements/${achievement.id}.png`,
        thumbnail_width: IMAGE_SIZE,
        thumbnail_height: IMAGE_SIZE,
      }),
    })
  })
}

/** Of a credential's page here, whatever its query says; `null`: it is none. */
function idOf(address: string, toolUrl: string): string | null {
  if (!URL.canParse(address)) return null
  const { origin, pathname } = new URL(address)
  const place = `${origin}${pathname}`
  const start = `${toolUrl}/credentials/`
  const id = place.startsWith(start) ? place.slice(start.length) : ''
  return /^[\w-]{1,100}$/.test(id) ? id : null
}
