import { z } from 'zod'
import { DECISIONS, type Decision, type DecisionTarget } from '../../app/contract/awards.ts'
import { WITHDRAWAL_CAUSES } from '../../app/model.ts'
import type { WebDeps } from '../deps.ts'
import { identifier, level, optionalProse, problemsOf, prose, sentFields } from '../input.ts'
import { presentDecision } from '../presenters/decision.ts'
import { presentWaiting, type Waiting } from '../presenters/waiting.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const PAGE_SIZE = 25
const MOST = 500

const several = z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([])
const target = z
  .string()
  .transform((text) => text.split(':'))
  .pipe(z.tuple([identifier, level]))
  .transform(([personId, level]): DecisionTarget => ({ personId, level }))

/** Either people and one level for all of them, or a level for each. */
const decision = z
  .object({
    kind: z.enum(DECISIONS).catch('award'),
    person: several.pipe(z.array(identifier)),
    level: level.optional(),
    target: several.pipe(z.array(target)),
    below: z.literal('on').optional(),
    cause: z.enum(WITHDRAWAL_CAUSES).nullable().catch(null),
    earnedOn: z.string().max(20).optional(),
  })
  .transform(
    ({ kind, person, level, target, below, cause, earnedOn }): Decision => ({
      kind,
      ...(kind === 'withdraw' && cause !== null && { cause }),
      ...(kind === 'reissue' && earnedOn && { earnedOn }),
      targets: [...target, ...(level ? person.map((personId) => ({ personId, level })) : [])],
      withBelow: below !== undefined,
    }),
  )
  .refine(({ targets }) => targets.length <= MOST, { message: 'too_long' })

const PLACES = { progress: '/', proposals: '/proposals', flagged: '/flagged' } as const
const place = z.enum(['progress', 'proposals', 'flagged', 'learner']).catch('progress')

/** What waits for a decision, and how one is made for one or many: looked at first, then done. */
export function decisionPages(add: AddRoute, { app }: WebDeps): void {
  const list = async (turn: Turn, which: Waiting, path: string) => {
    const page = z.coerce.number().int().min(1).max(100_000).catch(1).parse(turn.req.query.page)
    const query = { search: null, holds: null, attention: which, sort: 'name' } as const
    const view = await app.progress(turn.visit, {
      ...query,
      offset: (page - 1) * PAGE_SIZE,
      limit: PAGE_SIZE,
    })
    turn.page('tutor/waiting', {
      title: turn.words.t(`decisions.${which}.title`),
      waiting: presentWaiting(which, view, turn.words, { page, size: PAGE_SIZE, base: turn.base, path }),
      [which]: true,
      from: path.slice(1),
    })
  }
  add('GET /proposals', (turn) => list(turn, 'proposed', '/proposals'))
  add('GET /flagged', (turn) => list(turn, 'flagged', '/flagged'))

  const look = async (turn: Turn, asked: Decision, error: z.ZodError | null = null) => {
    const from = place.parse(turn.req.body.from)
    const nobody = asked.targets.length === 0
    const outcomes = nobody ? [] : await app.awards.preview(turn.visit, asked)
    const shown = presentDecision(asked.kind, outcomes, turn.words, asked.cause)
    if (nobody || error !== null) turn.res.status(422)
    turn.page('tutor/decide', {
      title: turn.words.t(`decisions.title.${asked.kind}`),
      decision: shown,
      nobody,
      below: asked.withBelow,
      from,
      back: backTo(asked, from),
      fields: sentFields(turn.req.body),
      ...(error && { problems: problemsOf(error, turn.words) }),
    })
  }
  add('POST /decisions', (turn) => look(turn, decision.parse(turn.req.body)))

  add('POST /decisions/confirmed', async (turn) => {
    const asked = decision.parse(turn.req.body)
    if (asked.targets.length === 0) return look(turn, asked)
    const reason = (asked.kind === 'approve' ? optionalProse(2000) : prose(2000)).safeParse(
      turn.req.body.reason ?? '',
    )
    if (!reason.success) return look(turn, asked, inField(reason.error))
    await app.awards.decide(turn.visit, asked, reason.data ?? '')
    turn.goTo(backTo(asked, place.parse(turn.req.body.from)), `decided-${asked.kind}`)
  })

  add('POST /learners/:personId/undo/:level', async (turn) => {
    const personId = identifier.parse(turn.req.params.personId)
    await app.awards.undo(turn.visit, personId, level.parse(turn.req.params.level))
    turn.goTo(`/learners/${personId}`, 'undone')
  })
}

function backTo({ targets }: Decision, from: z.infer<typeof place>): string {
  const [one] = targets
  if (from === 'learner') return one ? `/learners/${one.personId}` : '/'
  return PLACES[from]
}

/** A value that was read by itself, as the field that it is. */
function inField(error: z.ZodError): z.ZodError {
  return new z.ZodError(error.issues.map((issue) => ({ ...issue, path: ['reason'] })))
}
