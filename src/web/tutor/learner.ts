import { z } from 'zod'
import type { WebDeps } from '../deps.ts'
import { identifier, level, problemsOf, prose, sentFields } from '../input.ts'
import { presentEvidence } from '../presenters/evidence.ts'
import { presentLadder } from '../presenters/ladder.ts'
import { displayName } from '../presenters/people.ts'
import { presentReview } from '../presenters/review.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const byHand = z.object({ level, reason: prose(2000) })
/** One learner with every reason, and what a tutor may decide about them. */
export function learnerPages(add: AddRoute, { app, art }: WebDeps): void {
  const personOf = (turn: Turn) => identifier.parse(turn.req.params.personId)

  const show = async (turn: Turn, failed: { form: string; error: z.ZodError } | null = null) => {
    const view = await app.learner(turn.visit, personOf(turn))
    const ladder = presentLadder(view, turn.words, art, 'staff', turn.base)
    const evidence = view.evidence
      .toSorted((a, b) => b.submittedAt.localeCompare(a.submittedAt))
      .map((record) => presentEvidence(record, turn.words))
    const waiting = view.evidence.find(({ state }) => state === 'submitted')
    const review =
      waiting && presentReview(await app.reviews.toReview(turn.visit, waiting.id), turn.words, turn.base)
    turn.page('tutor/learner', {
      title: displayName(view.person, turn.words),
      person: view.person,
      ladder,
      evidence,
      review,
      work: view.work.map(({ activity, submission, asked }) => ({
        id: activity.id,
        title: activity.title,
        asked,
        when: submission && turn.words.moment(submission.submittedAt),
        text: submission?.text,
        url: submission?.url,
      })),
      awardable: ladder.rungs.filter((rung) => !rung.earned),
      withdrawable: ladder.rungs.filter((rung) => rung.earned),
      ...(failed && {
        failed: { [failed.form]: true },
        problems: problemsOf(failed.error, turn.words),
        fields: sentFields(turn.req.body),
      }),
    })
  }
  const refuse = async (turn: Turn, form: string, error: z.ZodError) => {
    turn.res.status(422)
    await show(turn, { form, error })
  }

  add('GET /learners/:personId', (turn) => show(turn))

  add('POST /learners/:personId/award', async (turn) => {
    const parsed = byHand.safeParse(turn.req.body)
    if (!parsed.success) return refuse(turn, 'award', parsed.error)
    await app.awardByHand(turn.visit, personOf(turn), parsed.data.level, parsed.data.reason)
    turn.goTo(`/learners/${personOf(turn)}`, 'awarded')
  })

  add('POST /learners/:personId/withdraw', async (turn) => {
    const parsed = byHand.safeParse(turn.req.body)
    if (!parsed.success) return refuse(turn, 'withdraw', parsed.error)
    await app.withdraw(turn.visit, personOf(turn), parsed.data.level, parsed.data.reason)
    turn.goTo(`/learners/${personOf(turn)}`, 'withdrawn')
  })
}
