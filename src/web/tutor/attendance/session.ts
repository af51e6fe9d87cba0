import { z } from 'zod'
import type { WebDeps } from '../../deps.ts'
import { identifier, problemsOf, sentFields } from '../../input.ts'
import { instantsOf, localOf } from '../../local-time.ts'
import { presentScreen } from '../../presenters/session-screen.ts'
import type { AddRoute, Turn } from '../../session/routes.ts'

/** A time that the clocks show twice: a session opens at the first and closes at the last, never shorter than meant. */
function windowOf(timeZone: string) {
  const instant = (which: 0 | -1) =>
    z
      .string()
      .trim()
      .optional()
      .transform((local, check) => {
        if (!local) return null
        const found = instantsOf(local, timeZone).at(which)
        if (found !== undefined) return found
        const isTime = instantsOf(local, 'UTC').length > 0
        check.addIssue({ code: 'custom', message: isTime ? 'clocks_skip' : 'date_time' })
        return z.NEVER
      })
  return z
    .object({
      opens: instant(0),
      closes: instant(-1),
      address: z
        .string()
        .trim()
        .optional()
        .transform((address) => address || null)
        .pipe(
          z
            .url({ protocol: /^https?$/, error: 'web_address' })
            .max(1000, 'too_long')
            .nullable(),
        ),
    })
    .refine(({ opens, closes }) => opens === null || closes === null || opens < closes, {
      path: ['closes'],
      message: 'closes_first',
    })
}

/** When a check-in is open, its code, and the page for the room's screen. */
export function sessionPages(add: AddRoute, { app, config }: WebDeps): void {
  const timeZone = config.timeZone ?? 'UTC'
  const window = windowOf(timeZone)
  const idOf = (turn: Turn) => identifier.parse(turn.req.params.activityId)
  const here = (turn: Turn) => `/registers/${idOf(turn)}/session`

  const show = async (turn: Turn, again: Record<string, unknown> = {}) => {
    const { activity, session } = await app.attendance.session(turn.visit, idOf(turn))
    const shown = (iso: string | null) => (iso === null ? '' : localOf(iso, timeZone))
    turn.page('tutor/session', {
      title: activity.title,
      activityId: activity.id,
      timeZone,
      room: session.code,
      fields: {
        opens: shown(session.opensAt),
        closes: shown(session.closesAt),
        address: session.address ?? '',
      },
      ...again,
    })
  }
  add('GET /registers/:activityId/session', (turn) => show(turn))

  add('POST /registers/:activityId/session', async (turn) => {
    const parsed = window.safeParse(turn.req.body)
    if (!parsed.success) {
      turn.res.status(422)
      return show(turn, {
        problems: problemsOf(parsed.error, turn.words),
        fields: sentFields(turn.req.body),
      })
    }
    const { opens, closes, address } = parsed.data
    await app.attendance.setWindow(turn.visit, idOf(turn), { opensAt: opens, closesAt: closes, address })
    turn.goTo(here(turn), 'window')
  })

  add('POST /registers/:activityId/code', async (turn) => {
    const to = sentFields(turn.req.body).to === 'off' ? 'off' : 'new'
    await app.attendance.setCode(turn.visit, idOf(turn), to)
    turn.goTo(here(turn), `code-${to}`)
  })

  add('GET /registers/:activityId/screen', async (turn) => {
    const { activity, session } = await app.attendance.session(turn.visit, idOf(turn))
    // Without a code there is nothing to show to a room.
    if (session.code === null) return turn.goTo(here(turn))
    turn.page('tutor/session-screen', {
      title: activity.title,
      screen: await presentScreen({ ...session, code: session.code }, turn.words),
      back: `${turn.base}${here(turn)}`,
    })
  })
}
