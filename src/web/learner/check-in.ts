import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { sentFields } from '../input.ts'
import { presentAsked } from '../presenters/check-in.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

/** What a learner is told in place, with another try where there is one. */
const TOLD = ['code_wrong', 'code_tried_often', 'check_in_early', 'check_in_over']

/** One button that says "I am here": opening the link alone records nothing, so a preview cannot check anybody in. */
export function checkInPages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, refused: AppError | null = null) => {
    const asked = await app.attendance.asked(turn.visit)
    turn.page('learner/check-in', {
      title: turn.words.t('checkIn.title'),
      asked: presentAsked(asked, turn.words, refused),
      ...(refused && { code: refused.code }),
    })
  }
  add('GET /check-in', (turn) => show(turn))
  add('POST /check-in', async (turn) => {
    const { page, words, visit, req, res } = turn
    try {
      const { activity, at, first } = await app.checkIn(visit, sentFields(req.body).code)
      page('learner/checked-in', {
        title: words.t('checkIn.doneTitle'),
        activity: activity.title,
        text: words.t(first ? 'checkIn.recorded' : 'checkIn.before', { moment: words.moment(at) }),
      })
    } catch (error) {
      const isTold = error instanceof AppError && TOLD.includes(error.code)
      if (!isTold || req.accepts(['html', 'json']) === 'json') throw error
      res.status(error.status)
      await show(turn, error)
    }
  })
}
