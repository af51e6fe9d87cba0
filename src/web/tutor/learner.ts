import { z } from 'zod'
import type { WebDeps } from '../deps.ts'
import { identifier, optionalProse, problemsOf, sentFields } from '../input.ts'
import { presentEvidence } from '../presenters/evidence.ts'
import { presentLadder } from '../presenters/ladder.ts'
import { displayName } from '../presenters/people.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const decision = z
  .object({ state: z.enum(['accepted', 'returned', 'declined']), feedback: optionalProse(4000) })
  .refine(({ state, feedback }) => state === 'accepted' || feedback !== null, {
    path: ['feedback'],
    message: 'required',
  })

/** One learner with every reason, and what a tutor may decide about them. */
export function learnerPages(add: AddRoute, { app, art }: WebDeps): void {
  const personOf = (turn: Turn) => identifier.parse(turn.req.params.personId)

  const show = async (turn: Turn, failed: { form: string; error: z.ZodError } | null = null) => {
    const view = await app.learner(turn.visit, personOf(turn))
    const ladder = presentLadder(view, turn.words, art, 'staff', turn.base)
    const evidence = view.evidence
      .toSorted((a, b) => b.submittedAt.localeCompare(a.submittedAt))
      .map((record) => presentEvidence(record, turn.words))
    turn.page('tutor/learner', {
      title: displayName(view.person, turn.words),
      person: view.person,
      ladder,
      evidence,
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
      proposed: ladder.rungs.filter((rung) => rung.waits === 'approval'),
      flagged: ladder.rungs.filter((rung) => rung.waits === 'decision'),
      undoable: ladder.rungs.filter((rung) => rung.undoableUntil !== null),
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

  add('POST /learners/:personId/evidence/:evidenceId', async (turn) => {
    const parsed = decision.safeParse(turn.req.body)
    if (!parsed.success) return refuse(turn, 'evidence', parsed.error)
    await app.decideEvidence(turn.visit, identifier.parse(turn.req.params.evidenceId), parsed.data)
    turn.goTo(`/learners/${personOf(turn)}`, `evidence-${parsed.data.state}`)
  })
}
