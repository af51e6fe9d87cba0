import { z } from 'zod'
import { mayForInstitution } from '../../app/policy.ts'
import type { WebDeps } from '../deps.ts'
import { type FormProblems, identifier, optionalProse, problemsOf, sentFields, whole } from '../input.ts'
import type { Words } from '../language/words.ts'
import { presentEvidence } from '../presenters/evidence.ts'
import { presentLadder } from '../presenters/ladder.ts'
import { presentMembership } from '../presenters/membership.ts'
import { displayName } from '../presenters/people.ts'
import { presentReview } from '../presenters/review.ts'
import { presentConfirmations } from '../presenters/statements.ts'
import { presentWork } from '../presenters/work.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { confirmationPages } from './attendance/confirmations.ts'

/** Shows the learner's page again, with what is wrong with one of its forms. */
export type RefuseForm = (turn: Turn, form: string, error: z.ZodError) => Promise<void>
/** ‘12’, ‘12.5’ or ‘12,5’. */
const score = z
  .string()
  .trim()
  .regex(/^\d{1,4}([.,]\d{1,2})?$/, 'points')
  .transform((text) => Number(text.replace(',', '.')))
const mark = z.object({ score, feedback: optionalProse(4000), basedOn: whole(0, 10_000) })

/** A form that is shown again; `work`: the activity whose work it marks. */
interface Failed {
  readonly form: string
  readonly error: z.ZodError
  readonly work: string | undefined
}

function problemsOn({ error, work }: Failed, words: Words): FormProblems {
  const problems = problemsOf(error, words)
  if (work === undefined) return problems
  return { of: {}, summary: problems.summary.map((one) => ({ ...one, field: `${one.field}-${work}` })) }
}

/** One learner with every reason, and what a tutor may decide about them. */
export function learnerPages(add: AddRoute, deps: WebDeps): void {
  const { app, art } = deps
  const personOf = (turn: Turn) => identifier.parse(turn.req.params.personId)

  const show = async (turn: Turn, failed: Failed | null = null) => {
    const view = await app.learner(turn.visit, personOf(turn))
    const confirmations = await app.attendance.confirmations(turn.visit, personOf(turn))
    const ladder = presentLadder(view, turn.words, art, 'staff', turn.base)
    const evidence = view.evidence
      .toSorted((a, b) => b.submittedAt.localeCompare(a.submittedAt))
      .map((record) => presentEvidence(record, turn.words, turn.base))
    const waiting = view.evidence.find(({ state }) => state === 'submitted')
    const review =
      waiting && presentReview(await app.reviews.toReview(turn.visit, waiting.id), turn.words, turn.base)
    turn.page('tutor/learner', {
      title: displayName(view.person, turn.words),
      person: view.person,
      membership: presentMembership(view.membership, turn.words, 'staff'),
      ladder,
      evidence,
      confirmations: presentConfirmations(confirmations, turn.words),
      work: view.work.map((one) => ({
        ...presentWork(one, turn.words, turn.base),
        asked: one.asked,
        failed: failed?.work === one.activity.id && {
          problems: problemsOf(failed.error, turn.words),
          fields: sentFields(turn.req.body),
        },
      })),
      review,
      awardable: ladder.rungs.filter((rung) => !rung.earned),
      withdrawable: ladder.rungs.filter((rung) => rung.earned),
      proposed: ladder.rungs.filter((rung) => rung.waits === 'approval'),
      flagged: ladder.rungs.filter((rung) => rung.waits === 'decision'),
      answersForAll: mayForInstitution(turn.visit.session),
      undoable: ladder.rungs.filter((rung) => rung.undoableUntil !== null),
      ...(failed && {
        failed: { [failed.form]: true },
        problems: problemsOn(failed, turn.words),
        // A learner has one form of each kind, and several to mark their work.
        fields: failed.work ? {} : sentFields(turn.req.body),
      }),
    })
  }
  const refuse = async (turn: Turn, form: string, error: z.ZodError, work?: string) => {
    turn.res.status(422)
    await show(turn, { form, error, work })
  }

  add('GET /learners/:personId', (turn) => show(turn))

  add('POST /learners/:personId/work/:submissionId', async (turn) => {
    const submissionId = identifier.parse(turn.req.params.submissionId)
    const { work } = await app.learner(turn.visit, personOf(turn))
    const marked = work.find(({ handIns }) => handIns.some(({ id }) => id === submissionId))
    const most = marked?.maximum ?? Number.POSITIVE_INFINITY
    const parsed = mark
      .refine((given) => given.score <= most, { path: ['score'], message: 'points' })
      .safeParse(turn.req.body)
    if (!parsed.success) return refuse(turn, 'work', parsed.error, marked?.activity.id)
    await app.work.mark(turn.visit, submissionId, parsed.data)
    turn.goTo(`/learners/${personOf(turn)}`, 'marked')
  })

  confirmationPages(add, deps, refuse)
}
