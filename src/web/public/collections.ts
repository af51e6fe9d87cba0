import type { Router } from 'express'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { showCollection } from './collection-page.ts'

/** `/collections/{address}`: credentials that a learner put together, until they take the address back. */
export function collectionRoutes(router: Router, deps: WebDeps): void {
  router.get('/collections/:address', async (req, res) => {
    const { address } = req.params
    // Whoever has the address has all that it needs: it goes to no other site, and stays in no cache.
    res.set({ 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' })
    if (!/^[\w-]{20,100}$/.test(address)) throw new AppError('collection_not_found', 404, 'no such address')
    const shown = await deps.app.collections.at(address)
    showCollection(req, res, deps, shown, { path: `/collections/${address}` })
  })
}
