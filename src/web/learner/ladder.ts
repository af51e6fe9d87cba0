import { LEVEL_IDS } from '../../core/ladder.ts'
import type { WebDeps } from '../deps.ts'
import { presentLadder } from '../presenters/ladder.ts'
import { presentMembership } from '../presenters/membership.ts'
import type { Turn } from '../session/routes.ts'
import { waitingApplication } from './applications.ts'

/**
 * The learner's own ladder: what is done, what is missing, what to do next. A launch that names nobody only sees what there is to earn.
 * Answers what shows it, and whether there is news.
 */
export async function prepareLadder(
  turn: Turn,
  { app, art }: WebDeps,
): Promise<{ readonly show: () => void; readonly hasNews: boolean }> {
  const { visit } = turn
  if (visit.person === null) return { show: () => showLevels(turn), hasNews: false }
  const [view, waiting] = await Promise.all([app.ladder(visit), waitingApplication(turn, { app })])
  const ladder = presentLadder(view, turn.words, art, 'learner', turn.base)
  const show = () =>
    turn.page('learner/ladder', {
      title: turn.words.t('learner.title'),
      ladder,
      waiting,
      newAddress: view.newAddress === true,
      holds: view.rungs.some(({ state, expired }) => state === 'earned' && expired !== true),
      membership: presentMembership(view.membership, turn.words, 'learner'),
    })
  return { show, hasNews: view.unread > 0 }
}

function showLevels({ page, words }: Turn): void {
  page('learner/anonymous', {
    title: words.t('errors.anonymous.title'),
    levels: LEVEL_IDS.map((id) => ({
      name: words.t(`levels.${id}.name`),
      text: words.t(`levels.${id}.later`),
    })),
  })
}
