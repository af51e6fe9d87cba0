import type { WebDeps } from '../deps.ts'
import { presentLadder } from '../presenters/ladder.ts'
import type { Turn } from '../session/routes.ts'

/** The learner's own ladder: what is done, what is missing, what to do next. */
export async function showLadder(turn: Turn, { app, art }: WebDeps): Promise<void> {
  const view = await app.ladder(turn.visit)
  const ladder = presentLadder(view, turn.words, art, 'learner', turn.base)
  turn.page('learner/ladder', { title: turn.words.t('learner.title'), ladder })
}
