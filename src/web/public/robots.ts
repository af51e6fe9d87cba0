import type { Router } from 'express'

/**
 * What crawlers need not ask for (RFC 9309). Pages that are not published are not in this list: a crawler that may not read them would never see
 * that they are `noindex`, and could list their addresses all the same.
 */
const ROBOTS = [
  'User-agent: *',
  'Disallow: /s/',
  'Disallow: /lti/',
  'Disallow: /api/',
  'Disallow: /metrics',
  '',
]

export function robotsRoute(router: Router): void {
  router.get('/robots.txt', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=3600')
    res.type('text/plain').send(ROBOTS.join('\n'))
  })
}
