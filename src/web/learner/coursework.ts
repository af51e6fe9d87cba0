import { z } from 'zod'
import type { WebDeps } from '../deps.ts'
import { problemsOf, prose, sentFields } from '../input.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const LONGEST = 20_000

const work = z.object({
  text: prose(LONGEST),
  url: z
    .string()
    .trim()
    .pipe(
      z.union([z.literal(''), z.url({ protocol: /^https?$/, error: 'web_address' }).max(2000, 'too_long')]),
    )
    .optional()
    .transform((url) => url || null),
})

/** Handing in a piece of course work: text, and an address where there is one. */
export function courseworkPages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, again: Record<string, unknown> = {}) => {
    const { activity, submission } = await app.coursework(turn.visit)
    turn.page('learner/coursework', {
      title: activity.title,
      longest: turn.words.number(LONGEST),
      submission: submission && { ...submission, when: turn.words.moment(submission.submittedAt) },
      fields: { text: submission?.text ?? '', url: submission?.url ?? '' },
      ...again,
    })
  }
  add('GET /coursework', (turn) => show(turn))
  add('POST /coursework', async (turn) => {
    const parsed = work.safeParse(turn.req.body)
    if (parsed.success) {
      await app.submitCoursework(turn.visit, parsed.data)
      return turn.goTo('/coursework', 'coursework')
    }
    turn.res.status(422)
    await show(turn, { problems: problemsOf(parsed.error, turn.words), fields: sentFields(turn.req.body) })
  })
}
