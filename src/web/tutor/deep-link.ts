import { z } from 'zod'
import type { DeepLinkAnswer } from '../../app/contract.ts'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { problemsOf, sentFields } from '../input.ts'
import { presentLinkPicker } from '../presenters/link-picker.ts'
import { allowFraming } from '../security/content-security.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { MOST_PIECES, MOST_SESSIONS, readChoice } from './deep-link-form.ts'

const cancelling = z.object({
  cancel: z.string(),
  /** Code of the fault that the tutor turns back from. */
  fault: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional(),
})

/** The picker of a deep-linking launch, and the page that takes the signed answer back (Deep Linking 2.0 §4.5). */
export function deepLinkPages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, again: Record<string, unknown> = {}) => {
    const picker = presentLinkPicker(await linksOf(turn), turn.words)
    turn.page('tutor/deep-link', {
      title: turn.words.t('deepLink.title'),
      picker,
      fields: picker.defaults,
      mostSessions: MOST_SESSIONS,
      mostPieces: MOST_PIECES,
      ...again,
    })
  }
  const linksOf = (turn: Turn) => {
    if (turn.visit.session.launch.deepLinking === null) {
      throw new AppError('not_deep_linking', 400, 'the launch was no deep-linking request')
    }
    return app.links(turn.visit)
  }
  add('GET /deep-link', (turn) => show(turn))

  add('POST /deep-link', async (turn) => {
    const { visit, words, req } = turn
    const cancelled = cancelling.safeParse(req.body)
    if (cancelled.success) {
      const { fault = null } = cancelled.data
      const key = fault !== null && words.has(`errors.${fault}.title`) ? `errors.${fault}.title` : null
      const message = words.t(key ?? 'deepLink.cancelled')
      return goBack(turn, await app.declineLinks(visit, { message, fault }), false)
    }
    const { activities, settings } = await linksOf(turn)
    const read = readChoice(req.body, words, {
      taken: activities.map(({ title }) => title),
      onlyOne: !settings.acceptMultiple,
    })
    if ('choice' in read) return goBack(turn, await app.deepLink(visit, read.choice), true)
    turn.res.status(422)
    return show(turn, { problems: problemsOf(read.error, words), fields: sentFields(req.body) })
  })
}

/** The page that posts the answer to the VLE: by its script, or by a button where there is none. */
function goBack(turn: Turn, answer: DeepLinkAnswer, links: boolean): void {
  const { frameOrigins } = turn.visit.session.launch
  allowFraming(turn.res, {
    ancestors: frameOrigins,
    formTargets: [answer.returnUrl, ...frameOrigins],
  })
  turn.page('tutor/deep-link-return', { title: turn.words.t('deepLink.returnTitle'), answer, links })
}
