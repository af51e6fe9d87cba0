import type { WebDeps } from '../deps.ts'
import { presentConnection } from '../presenters/connection.ts'
import type { AddRoute } from '../session/routes.ts'

/** How the connection with the VLE of a visit is: what works, what does not, and who can put it right. */
export function platformPages(add: AddRoute, { app, config }: WebDeps): void {
  add('GET /platform', async (turn) => {
    const view = await app.connection(turn.visit)
    turn.page('admin/platform', {
      title: turn.words.t('connection.title'),
      connection: presentConnection(view, turn.words, config.toolUrl),
    })
  })
  add('POST /platform', async (turn) => {
    const looked = await app.checkConnection(turn.visit)
    turn.goTo('/platform', looked ? 'connection' : 'connection-lately')
  })
}
