import type { WebDeps } from '../deps.ts'
import type { AddRoute } from '../session/routes.ts'

/** One button that says "I am here": opening the link alone records nothing, so a preview cannot check anybody in. */
export function checkInPages(add: AddRoute, { app }: WebDeps): void {
  add('GET /check-in', ({ page, words }) => page('learner/check-in', { title: words.t('checkIn.title') }))
  add('POST /check-in', async ({ page, words, visit }) => {
    const { activity, at, first } = await app.checkIn(visit)
    page('learner/checked-in', {
      title: words.t('checkIn.doneTitle'),
      activity: activity.title,
      text: words.t(first ? 'checkIn.recorded' : 'checkIn.before', { moment: words.moment(at) }),
    })
  })
}
