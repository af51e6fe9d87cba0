import { z } from 'zod'
import type { Clock } from '../../../app/ports.ts'
import type { WebDeps } from '../../deps.ts'
import { identifier, prose, sentFields } from '../../input.ts'
import { localOf } from '../../local-time.ts'
import type { AddRoute, Turn } from '../../session/routes.ts'
import type { RefuseForm } from '../learner.ts'
import { noteFor } from './statements.ts'

/** A course that is over: no later than today, where the tool is. */
function equivalentOf(clock: Clock, timeZone: string) {
  const today = () => localOf(new Date(clock.now()).toISOString(), timeZone).slice(0, 10)
  return z.object({
    what: prose(300),
    takenOn: z.iso.date('day').refine((day) => day <= today(), 'day_to_come'),
  })
}

/** What a tutor confirms of one learner, and takes back. */
export function confirmationPages(add: AddRoute, { app, clock, config }: WebDeps, refuse: RefuseForm): void {
  const equivalent = equivalentOf(clock, config.timeZone ?? 'UTC')
  const personOf = (turn: Turn) => identifier.parse(turn.req.params.personId)
  const back = (turn: Turn, done: string) => turn.goTo(`/learners/${personOf(turn)}`, done)

  add('POST /learners/:personId/confirmations', async (turn) => {
    const { statement, takeBack } = sentFields(turn.req.body)
    const id = identifier.safeParse(statement)
    if (!id.success) return refuse(turn, 'confirm', id.error)
    const parsed = noteFor(takeBack !== undefined).safeParse(turn.req.body)
    if (!parsed.success) return refuse(turn, id.data, parsed.error)
    const [me, nobody] = [[personOf(turn)], []]
    const change = takeBack ? { confirm: nobody, takeBack: me } : { confirm: me, takeBack: nobody }
    await app.attendance.saveStatement(turn.visit, id.data, { ...change, ...parsed.data })
    back(turn, takeBack ? 'taken-back' : 'confirmed')
  })

  add('POST /learners/:personId/equivalent', async (turn) => {
    const parsed = equivalent.safeParse(turn.req.body)
    if (!parsed.success) return refuse(turn, 'equivalent', parsed.error)
    await app.attendance.confirmEquivalent(turn.visit, personOf(turn), parsed.data)
    back(turn, 'confirmed')
  })

  add('POST /learners/:personId/equivalent/take-back', async (turn) => {
    const parsed = noteFor(true).safeParse(turn.req.body)
    if (!parsed.success) return refuse(turn, 'equivalent', parsed.error)
    await app.attendance.takeBackEquivalent(turn.visit, personOf(turn), parsed.data.note ?? '')
    back(turn, 'taken-back')
  })
}
