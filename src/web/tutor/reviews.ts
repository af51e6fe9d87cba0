import { z } from 'zod'
import { AppError } from '../../app/errors.ts'
import { QUEUE_FILTERS } from '../../app/ports/reviews.ts'
import type { WebDeps } from '../deps.ts'
import { identifier, problemsOf, sentFields } from '../input.ts'
import { presentReview, type Typed } from '../presenters/review.ts'
import { presentQueue } from '../presenters/review-queue.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { review } from './review-form.ts'

const PAGE_SIZE = 25
const query = z.object({
  state: z.enum(QUEUE_FILTERS).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
/** Somebody else did something in between: the reviewer is shown what, with their own words kept. */
const OVERTAKEN = ['evidence_decided', 'own_review', 'rubric_changed']

/** Evidence to review: the queue, and one piece with everything that was said of it. */
export function reviewQueuePages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, typed?: Typed, more: Record<string, unknown> = {}) => {
    const view = await app.reviews.toReview(turn.visit, identifier.parse(turn.req.params.evidenceId))
    const shown = presentReview(view, turn.words, turn.base, typed)
    turn.page('tutor/review-evidence', {
      title: turn.words.t('reviews.of', { name: shown.name }),
      review: shown,
      problems: typed?.problems,
      ...more,
    })
  }

  add('GET /reviews', async (turn) => {
    const { state, page } = query.parse(turn.req.query)
    const queue = await app.reviews.queue(turn.visit, {
      filter: state,
      offset: (page - 1) * PAGE_SIZE,
      limit: PAGE_SIZE,
    })
    const asked = { filter: state, page, size: PAGE_SIZE, base: turn.base }
    turn.page('tutor/reviews', {
      title: turn.words.t('reviews.title'),
      queue: presentQueue(queue, turn.words, asked),
    })
  })

  add('GET /reviews/evidence/:evidenceId', (turn) => show(turn))

  add('POST /reviews/evidence/:evidenceId', async (turn) => {
    const fields = sentFields(turn.req.body)
    const parsed = review.safeParse(turn.req.body)
    if (!parsed.success) {
      turn.res.status(422)
      return show(turn, { fields, problems: problemsOf(parsed.error, turn.words) })
    }
    const id = identifier.parse(turn.req.params.evidenceId)
    try {
      const state = await app.reviews.decide(turn.visit, id, parsed.data)
      const waits = parsed.data.state === 'accepted' ? 'second' : 'disagreement'
      turn.goTo('/reviews', `evidence-${state === 'submitted' ? waits : state}`)
    } catch (error) {
      const overtaken = error instanceof AppError && OVERTAKEN.includes(error.code)
      if (!overtaken || turn.req.accepts(['html', 'json']) === 'json') throw error
      turn.res.status(error.status)
      const conflict = turn.words.t(`errors.${error.code}.what`)
      await show(turn, { fields }, { code: error.code, conflict, kept: fields.feedback })
    }
  })
}
