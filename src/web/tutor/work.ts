import { z } from 'zod'
import type { WebDeps } from '../deps.ts'
import { identifier, problemsOf, whole } from '../input.ts'
import { presentHandedIn, presentMarking } from '../presenters/marking.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const PAGE_SIZE = 50

/** A hand-edited address is no reason for a refusal: what cannot be read counts as not asked for. */
const query = z.object({
  show: z.enum(['waiting', 'all']).catch('all'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
const marking = z.object({
  maximum: z.union([z.literal('').transform(() => null), whole(1, 1000)]).default(null),
})

/** Course work for those who mark: what there is, who handed in, and whether it is marked. */
export function workPages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, failed: { activityId: string; error: z.ZodError } | null = null) => {
    const activities = await app.work.activities(turn.visit)
    turn.page('tutor/work', {
      title: turn.words.t('marking.title'),
      activities: activities.map((one) => ({
        ...presentMarking(one, turn.words, turn.base),
        problem:
          failed?.activityId === one.activity.id
            ? problemsOf(failed.error, turn.words).of.maximum
            : undefined,
      })),
    })
  }
  add('GET /work', (turn) => show(turn))

  add('GET /work/:activityId', async (turn) => {
    const activityId = identifier.parse(turn.req.params.activityId)
    const asked = query.parse(turn.req.query)
    const view = await app.work.handedIn(turn.visit, activityId, {
      waiting: asked.show === 'waiting',
      offset: (asked.page - 1) * PAGE_SIZE,
      limit: PAGE_SIZE,
    })
    turn.page('tutor/handed-in', {
      title: view.activity.title,
      work: presentHandedIn(view, turn.words, { ...asked, size: PAGE_SIZE, base: turn.base }),
    })
  })

  add('POST /work/:activityId', async (turn) => {
    const activityId = identifier.parse(turn.req.params.activityId)
    const parsed = marking.safeParse(turn.req.body)
    if (!parsed.success) {
      turn.res.status(422)
      return show(turn, { activityId, error: parsed.error })
    }
    await app.work.setMarking(turn.visit, activityId, parsed.data.maximum)
    turn.goTo('/work', 'marking')
  })
}
