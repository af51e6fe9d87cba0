import type { WebDeps } from '../deps.ts'
import { prepareLadder } from '../learner/ladder.ts'
import { localsOf } from '../locals.ts'
import { prepareProgress } from '../tutor/progress.ts'
import { homeNotices } from './notices.ts'
import type { AddRoute } from './routes.ts'

/** What a launch shows first: a learner's own ladder, or everybody's progress. */
export function homePage(add: AddRoute, deps: WebDeps): void {
  add('GET /', async (turn) => {
    const prepare = turn.visit.session.role === 'learner' ? prepareLadder : prepareProgress
    const [show, notices] = await Promise.all([prepare(turn, deps), homeNotices(turn, deps)])
    localsOf(turn.res).notices = notices
    show()
  })
  add('GET /help', (turn) => turn.page('help', { title: turn.words.t('help.title') }))
}
