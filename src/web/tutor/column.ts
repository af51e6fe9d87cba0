import type { WebDeps } from '../deps.ts'
import { identifier } from '../input.ts'
import { presentArrival } from '../presenters/arrival.ts'
import { walkThrough } from '../presenters/walk-through.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

/** One gradebook column: how it gets its grades in this VLE, and whether they arrive. */
export function columnPages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, look: boolean) => {
    const { visit, words } = turn
    const id = identifier.parse(turn.req.params.activityId)
    const { activity, product } = await app.sources.column(visit, id)
    const source = activity.source === 'mirror' ? 'mirror' : 'column'
    turn.page('tutor/column', {
      title: activity.title,
      activity,
      lead: words.t(`columnPage.${source}`),
      arrival: look ? presentArrival(await app.sources.arrival(visit, id), source, words) : null,
      walk: walkThrough(source, product, words, { title: activity.title }),
    })
  }
  add('GET /columns/:activityId', (turn) => show(turn, false))
  // A form, because it asks the VLE: a page that is only looked at sends no request there.
  add('POST /columns/:activityId', (turn) => show(turn, true))
}
