import type { Router } from 'express'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { showCredential } from './credential-page.ts'

/** `/shared/{token}`: a credential by a link that its learner made for somebody, until they take it back. */
export function sharedRoutes(router: Router, deps: WebDeps): void {
  router.get('/shared/:token', async (req, res) => {
    const { token } = req.params
    // Whoever has the address has all that it needs: it goes to no other site, and stays in no cache.
    res.set({ 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' })
    if (!/^[\w-]{20,100}$/.test(token)) throw new AppError('share_link_not_found', 404, 'no such link')
    const shown = await deps.app.publishing.shared(token)
    showCredential(req, res, deps, shown, { address: `${deps.config.toolUrl}/shared/${token}` })
  })
}
