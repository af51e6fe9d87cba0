import type { WebDeps } from '../deps.ts'
import type { AddRoute } from '../session/routes.ts'

/** A learner whose email has changed has their credentials issued anew for it. */
export function newAddressPages(add: AddRoute, { app }: WebDeps): void {
  add('POST /new-address', async (turn) => {
    await app.reissueForAddress(turn.visit)
    turn.goTo('/', 'new-address')
  })
}
