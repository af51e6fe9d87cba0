import { z } from 'zod'
import { AppError } from '../../app/errors.ts'
import { KINDS } from '../../core/activity.ts'
import type { WebDeps } from '../deps.ts'
import { kind, problemsOf, sentFields, whole } from '../input.ts'
import { allowFraming } from '../security/content-security.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined)
const title = z.string().trim().min(1, 'required').max(200, 'too_long')

const choice = z
  .object({
    ladder: ticked,
    checkIn: ticked,
    checkIns: whole(1, 30),
    checkInTitle: title,
    coursework: ticked,
    courseworkTitle: title,
    courseworkKind: kind,
  })
  .refine((form) => form.ladder || form.checkIn || form.coursework, {
    path: ['ladder'],
    message: 'nothing_ticked',
  })

/** The picker of a deep-linking launch, and the page that takes the signed answer back (Deep Linking 2.0 §4.5). */
export function deepLinkPages(add: AddRoute, { app }: WebDeps): void {
  const show = (turn: Turn, again: Record<string, unknown> = {}) => {
    if (turn.visit.session.launch.deepLinking === null) {
      throw new AppError('not_deep_linking', 400, 'the launch was no deep-linking request')
    }
    const fields = {
      ladder: 'on',
      checkIns: '1',
      checkInTitle: turn.words.t('deepLink.checkInDefault'),
      courseworkTitle: turn.words.t('deepLink.courseworkDefault'),
      courseworkKind: 'coursework',
    }
    turn.page('tutor/deep-link', {
      title: turn.words.t('deepLink.title'),
      kinds: KINDS.map((id) => ({ id, name: turn.words.t(`kinds.${id}`) })),
      fields,
      ...again,
    })
  }
  add('GET /deep-link', (turn) => show(turn))

  add('POST /deep-link', async (turn) => {
    const parsed = choice.safeParse(turn.req.body)
    if (!parsed.success) {
      turn.res.status(422)
      return show(turn, {
        problems: problemsOf(parsed.error, turn.words),
        fields: sentFields(turn.req.body),
      })
    }
    const { checkIn, ...chosen } = parsed.data
    const answer = await app.deepLink(turn.visit, { ...chosen, checkIns: checkIn ? chosen.checkIns : 0 })
    const { frameOrigins } = turn.visit.session.launch
    allowFraming(turn.req, turn.res, {
      ancestors: frameOrigins,
      formTargets: [answer.returnUrl, ...frameOrigins],
    })
    turn.page('tutor/deep-link-return', { title: turn.words.t('deepLink.returnTitle'), answer })
  })
}
