import type { Router } from 'express'
import type { WebDeps } from '../deps.ts'

/** For those who watch over the tool: alive, ready, numbers. */
export function healthRoutes(router: Router, { app, metrics }: WebDeps): void {
  router.use(['/healthz', '/readyz', '/metrics'], (_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' })
  })
  router.get('/readyz', async (_req, res) => {
    const { ready, checks } = await app.health()
    res.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'failing', checks })
  })
  router.get('/metrics', async (_req, res, next) => {
    if (!metrics) return next()
    res.type('text/plain; version=0.0.4').send(await metrics())
  })
}
