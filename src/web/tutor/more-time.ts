import { z } from 'zod'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { identifier, optionalProse, problemsOf, sentFields } from '../input.ts'
import { presentExtension } from '../presenters/extension.ts'
import { displayName } from '../presenters/people.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { lastMomentOf } from './last-moment.ts'

const day = z.iso.date('date')
const decision = z
  .object({
    decision: z.enum(['grant', 'refuse']),
    until: z.string().trim().default(''),
    answer: optionalProse(2000),
  })
  .refine(({ decision, answer }) => decision === 'grant' || answer !== null, {
    path: ['answer'],
    message: 'required',
  })
  .refine(({ decision, until }) => decision === 'refuse' || day.safeParse(until).success, {
    path: ['until'],
    message: 'until_date',
  })

/** A learner's wish for more time: a later day, or words. */
export function moreTimePages(add: AddRoute, { app, config }: WebDeps): void {
  const idOf = (turn: Turn) => identifier.parse(turn.req.params.extensionId)
  const show = async (turn: Turn, again: Record<string, unknown> = {}) => {
    const { words } = turn
    const view = await app.reviews.extension(turn.visit, idOf(turn))
    const wish = presentExtension(view.extension, words)
    turn.page('tutor/more-time', {
      title: words.t('moreTime.of', { name: displayName(view.person, words) }),
      wish,
      learner: `${turn.base}/learners/${view.person.id}`,
      deadline: view.deadline && words.date(view.deadline),
      decidedBy: view.decidedBy && displayName(view.decidedBy, words),
      open: view.extension.state === 'asked',
      fields: {},
      ...again,
    })
  }
  const refuse = async (turn: Turn, error: z.ZodError) => {
    turn.res.status(422)
    await show(turn, { problems: problemsOf(error, turn.words), fields: sentFields(turn.req.body) })
  }

  add('GET /reviews/time/:extensionId', (turn) => show(turn))

  add('POST /reviews/time/:extensionId', async (turn) => {
    const parsed = decision.safeParse(turn.req.body)
    if (!parsed.success) return refuse(turn, parsed.error)
    const { until, answer } = parsed.data
    const granted = parsed.data.decision === 'grant'
    try {
      await app.reviews.decideTime(
        turn.visit,
        idOf(turn),
        granted
          ? { granted, until: lastMomentOf(until, config.timeZone ?? 'UTC'), answer }
          : { granted, answer: answer ?? '' },
      )
    } catch (error) {
      const code = error instanceof AppError ? error.code : null
      if (code === 'date_too_early')
        return refuse(
          turn,
          new z.ZodError([{ code: 'custom', path: ['until'], message: code, input: until }]),
        )
      if (code !== 'extension_decided' || turn.req.accepts(['html', 'json']) === 'json') throw error
      turn.res.status(409)
      const conflict = turn.words.t(`errors.${code}.what`)
      return show(turn, { code, conflict, kept: answer })
    }
    turn.goTo('/reviews', granted ? 'time-granted' : 'time-refused')
  })
}
