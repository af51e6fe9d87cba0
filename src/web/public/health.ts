import type { Router } from 'express'
import type { WebDeps } from '../deps.ts'

/** For those who watch over the tool: alive, ready, numbers. */
export function healthRoutes(router: Router, { app, lti, metrics }: WebDeps): void {
  /** A VLE that is down is no fault of the tool's, which stays ready: its pages work, and its jobs wait. */
  const platforms = () => (lti.circuits().some(({ state }) => state !== 'closed') ? 'resting' : 'ok')
  router.use(['/healthz', '/readyz', '/metrics'], (_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok', checks: { platforms: platforms() } })
  })
  router.get('/readyz', async (_req, res) => {
    const { ready, checks } = await app.health()
    const all = { ...checks, platforms: platforms() }
    const status = !ready ? 'failing' : all.platforms === 'ok' ? 'ok' : 'degraded'
    res.status(ready ? 200 : 503).json({ status, checks: all })
  })
  router.get('/metrics', async (_req, res, next) => {
    if (!metrics) return next()
    res.type('text/plain; version=0.0.4').send(await metrics())
  })
}
