import { z } from 'zod'
import type { WebDeps } from '../deps.ts'
import type { AddRoute } from '../session/routes.ts'

/** What the page showed, so that nothing else is taken over; what cannot be read was never shown. */
const shown = z.object({
  version: z.coerce.number().int().catch(0),
  activities: z.string().catch(''),
})

/** The decision about a copied course: take over what the old one had, or not now. */
export function copyPages(add: AddRoute, { app }: WebDeps): void {
  add('POST /copy', async (turn) => {
    const { version, activities } = shown.parse(turn.req.body)
    await app.takeOver(turn.visit, { criteriaVersion: version, activities: activities.split(',') })
    turn.goTo('/', 'copy')
  })
  add('POST /copy/later', async (turn) => {
    await app.leaveCopy(turn.visit)
    turn.goTo('/', 'copy-later')
  })
}
