import type { WebDeps } from '../deps.ts'
import { prepareLadder } from '../learner/ladder.ts'
import { localsOf } from '../locals.ts'
import { prepareProgress } from '../tutor/progress.ts'
import { homeNotices } from './notices.ts'
import type { AddRoute, Turn } from './routes.ts'

/** What a launch shows first: a learner's own ladder, or everybody's progress. */
export function homePage(add: AddRoute, deps: WebDeps): void {
  add('GET /', async (turn) => {
    const prepare = turn.visit.session.role === 'learner' ? learnersHome : staffsHome
    const [show, notices] = await prepare(turn, deps)
    localsOf(turn.res).notices = notices
    show()
  })
  add('GET /help', (turn) => turn.page('help', { title: turn.words.t('help.title') }))
}

type Home = Promise<readonly [show: () => void, notices: Awaited<ReturnType<typeof homeNotices>>]>

/** Most of the time there is no news: then nothing more is asked. */
async function learnersHome(turn: Turn, deps: WebDeps): Home {
  const { show, hasNews } = await prepareLadder(turn, deps)
  return [show, hasNews ? await homeNotices(turn, deps) : null]
}

const staffsHome = (turn: Turn, deps: WebDeps): Home =>
  Promise.all([prepareProgress(turn, deps), homeNotices(turn, deps)])
