import type { WebDeps } from '../deps.ts'
import { showLadder } from '../learner/ladder.ts'
import { localsOf } from '../locals.ts'
import { showProgress } from '../tutor/progress.ts'
import { homeNotices } from './notices.ts'
import type { AddRoute } from './routes.ts'

/** What a launch shows first: a learner's own ladder, or everybody's progress. */
export function homePage(add: AddRoute, deps: WebDeps): void {
  add('GET /', async (turn) => {
    localsOf(turn.res).notices = await homeNotices(turn, deps)
    await (turn.visit.session.role === 'learner' ? showLadder(turn, deps) : showProgress(turn, deps))
  })
  add('GET /help', (turn) => turn.page('help', { title: turn.words.t('help.title') }))
}
