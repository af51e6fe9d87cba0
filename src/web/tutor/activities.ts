import { z } from 'zod'
import type { CourseActivity } from '../../app/model.ts'
import type { Kind } from '../../core/activity.ts'
import type { WebDeps } from '../deps.ts'
import { identifier, kindOrNone, problemsOf, prose, sentFields, whole } from '../input.ts'
import type { Words } from '../language/words.ts'
import { presentActivities } from '../presenters/activities.ts'
import { presentStatements } from '../presenters/statements.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const column = z.object({
  title: prose(200),
  kind: kindOrNone,
  source: z.enum(['column', 'mirror']),
  maximum: whole(1, 100_000),
})

const confirmation = z.object({ confirmedTitle: prose(200), confirmedKind: kindOrNone })

/** One button was pressed: the activity that goes, or comes back. */
const listed = z.object({ remove: identifier.optional(), restore: identifier.optional() })

/** Which activity counts as what. A suggestion is shown beside its select and never chosen for the tutor. */
export function activityPages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, again: Record<string, unknown> = {}) => {
    const [{ activities }, removed, statements, offersModules] = await Promise.all([
      app.criteria(turn.visit),
      app.removedActivities(turn.visit),
      app.attendance.statements(turn.visit),
      app.sources.offersModules(turn.visit),
    ])
    turn.page('tutor/activities', {
      title: turn.words.t('activities.title'),
      table: presentActivities(activities, turn.words, turn.base),
      removed: removed.map(({ id, title, source }) => ({
        id,
        title,
        source: turn.words.t(`sourceNames.${source}`),
      })),
      offersModules,
      statements: presentStatements(statements, turn.words, turn.base),
      fields: { maximum: '100', source: 'column' },
      confirmed: { fields: firstConfirmation(activities, turn.words) },
      ...again,
    })
  }
  add('GET /activities', (turn) => show(turn))

  add('POST /activities', async (turn) => {
    await app.setKinds(turn.visit, postedKinds(turn.req.body))
    turn.goTo('/activities', 'kinds')
  })

  add('POST /activities/removed', async (turn) => {
    const { remove, restore } = listed.parse(turn.req.body)
    if (remove !== undefined) await app.removeActivity(turn.visit, remove)
    else if (restore !== undefined) await app.restoreActivity(turn.visit, restore)
    turn.goTo('/activities', remove === undefined ? 'activity-restored' : 'activity-removed')
  })

  add('POST /columns', async (turn) => {
    const parsed = column.safeParse(turn.req.body)
    if (parsed.success) {
      const { id } = await app.addColumn(turn.visit, parsed.data)
      return turn.goTo(`/columns/${id}`, parsed.data.source)
    }
    turn.res.status(422)
    await show(turn, { problems: problemsOf(parsed.error, turn.words), fields: sentFields(turn.req.body) })
  })

  add('POST /confirmations', async (turn) => {
    const parsed = confirmation.safeParse(turn.req.body)
    if (parsed.success) {
      const { confirmedTitle: title, confirmedKind: kind } = parsed.data
      const { id } = await app.attendance.addConfirmed(turn.visit, { title, kind })
      return turn.goTo(`/registers/${id}`, 'confirmation')
    }
    turn.res.status(422)
    const problems = problemsOf(parsed.error, turn.words)
    await show(turn, { problems, confirmed: { problems, fields: sentFields(turn.req.body) } })
  })
}

/** While nothing shows that anybody took part, a tutor's word is the shortest way: what to add is filled in, to be changed at will. */
function firstConfirmation(
  activities: readonly CourseActivity[],
  words: Words,
): Readonly<Record<string, string>> {
  if (activities.some(({ kind, state }) => kind === 'participation' && state !== 'removed')) return {}
  return { confirmedTitle: words.t('confirmation.first'), confirmedKind: 'participation' }
}

/** Fields named `kind.{activityId}`. */
function postedKinds(body: unknown): Map<string, Kind | null> {
  const kinds = new Map<string, Kind | null>()
  for (const [name, value] of Object.entries(sentFields(body))) {
    if (name.startsWith('kind.')) kinds.set(name.slice('kind.'.length), kindOrNone.parse(value))
  }
  return kinds
}
