import { z } from 'zod'
import type { CheckpointView } from '../../app/contract/sources.ts'
import type { WebDeps } from '../deps.ts'
import { identifier, problemsOf, prose, sentFields } from '../input.ts'
import type { Words } from '../language/words.ts'
import { walkThrough } from '../presenters/walk-through.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { LONGEST_GATE } from './deep-link-form.ts'

const stated = z.object({ gate: prose(LONGEST_GATE) })

/** One checkpoint: what the VLE opens it for, how the VLE is told so, and who came through. */
export function checkpointPages(add: AddRoute, { app }: WebDeps): void {
  const idOf = (turn: Turn) => identifier.parse(turn.req.params.activityId)
  const show = async (turn: Turn, again: Record<string, unknown> = {}) => {
    const view = await app.sources.checkpoint(turn.visit, idOf(turn))
    const { activity, product } = view
    turn.page('tutor/checkpoint', {
      title: activity.title,
      activity,
      opened: openings(view, turn.words),
      walk: walkThrough('gate', product, turn.words, { title: activity.title }),
      fields: { gate: activity.gate ?? '' },
      ...again,
    })
  }
  add('GET /checkpoints/:activityId', (turn) => show(turn))
  add('POST /checkpoints/:activityId', async (turn) => {
    const parsed = stated.safeParse(turn.req.body)
    if (parsed.success) {
      await app.sources.stateGate(turn.visit, idOf(turn), parsed.data.gate)
      return turn.goTo(`/checkpoints/${idOf(turn)}`, 'gate')
    }
    turn.res.status(422)
    await show(turn, { problems: problemsOf(parsed.error, turn.words), fields: sentFields(turn.req.body) })
  })
}

function openings({ opened }: CheckpointView, words: Words): string {
  const { learners: count, first, last } = opened
  if (first === null || last === null) return words.t('checkpoint.nobody')
  return words.t('checkpoint.opened', { count, first: words.moment(first), last: words.moment(last) })
}
