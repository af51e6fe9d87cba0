import type { WebDeps } from '../deps.ts'
import { presentRun } from '../presenters/run.ts'
import type { AddRoute } from './routes.ts'

/** Reading the course anew: asked for by a button, followed by a small script or by a link. */
export function refreshPages(add: AddRoute, { app }: WebDeps): void {
  add('POST /refresh', async (turn) => {
    await app.requestRefresh(turn.visit)
    turn.goTo('/')
  })
  add('GET /refresh', async (turn) => {
    const run = presentRun(await app.refreshRun(turn.visit), turn.words)
    if (turn.req.accepts(['html', 'json']) === 'html') return turn.goTo('/')
    turn.res.json({ finished: !run.reading, text: run.text })
  })
}
