import { z } from 'zod'
import type { WebDeps } from '../deps.ts'
import { problemsOf, prose, sentFields } from '../input.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const form = z.object({ reason: z.string().default('').pipe(prose(2000)) })

/** All credentials of a course are issued anew, after what all of them say was put right. */
export function reissuePages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, error: z.ZodError | null = null) => {
    const standing = await app.awards.standing(turn.visit)
    turn.page('tutor/reissue', {
      title: turn.words.t('reissue.title'),
      standing,
      fields: sentFields(turn.req.body),
      ...(error && { problems: problemsOf(error, turn.words) }),
    })
  }
  add('GET /reissue', (turn) => show(turn))
  add('POST /reissue', async (turn) => {
    const { data, error } = form.safeParse(turn.req.body)
    if (!data) {
      turn.res.status(422)
      return show(turn, error)
    }
    await app.awards.reissueCourse(turn.visit, data.reason)
    turn.goTo('/', 'reissue-asked')
  })
}
