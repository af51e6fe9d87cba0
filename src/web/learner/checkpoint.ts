import type { WebDeps } from '../deps.ts'
import type { AddRoute } from '../session/routes.ts'

/** What opening a checkpoint left. The launch recorded it: that the VLE let the learner in is the whole of it. */
export function checkpointPage(add: AddRoute, { app }: WebDeps): void {
  add('GET /checkpoint', async ({ page, words, visit }) => {
    const { activity, recorded } = await app.sources.opened(visit)
    page('learner/checkpoint', {
      title: activity.title,
      recorded: recorded && {
        text: words.t('checkpoint.recorded', { moment: words.moment(recorded.at) }),
        statement: recorded.statement,
      },
      why: words.t(visit.session.launch.looking ? 'checkpoint.looking' : 'checkpoint.unstated'),
    })
  })
}
