import type { WebDeps } from '../deps.ts'
import type { AddRoute } from '../session/routes.ts'

/** Where a submission review leads (Submission Review 1.0): to the learner, or a page that says how they become known here. */
export function reviewPages(add: AddRoute, { app }: WebDeps): void {
  add('GET /review', async (turn) => {
    const personId = await app.reviewed(turn.visit)
    if (personId !== null) return turn.goTo(`/learners/${personId}`)
    turn.page('tutor/review-unknown', { title: turn.words.t('review.unknownTitle') })
  })
}
