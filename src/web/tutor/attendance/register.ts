import { z } from 'zod'
import { MARKS, type Mark } from '../../../app/contract/attendance.ts'
import type { WebDeps } from '../../deps.ts'
import { identifier, optionalProse, problemsOf, sentFields } from '../../input.ts'
import { presentRegister } from '../../presenters/register.ts'
import type { AddRoute, Turn } from '../../session/routes.ts'
import { askedLearners, pageQuery } from './asked-learners.ts'

const mark = z.enum(MARKS)
const posted = z.object({ note: optionalProse(2000), rest: mark.optional() })

/** A register kept by hand: of a check-in, or of what tutors confirm. */
export function registerPages(add: AddRoute, { app }: WebDeps): void {
  const idOf = (turn: Turn) => identifier.parse(turn.req.params.activityId)
  const show = async (turn: Turn, again: Record<string, unknown> = {}) => {
    const { asked, query } = askedLearners(turn)
    const view = await app.attendance.register(turn.visit, idOf(turn), query)
    turn.page('tutor/register', {
      title: view.activity.title,
      register: presentRegister(view, turn.words, { ...asked, base: turn.base }),
      ...again,
    })
  }
  add('GET /registers/:activityId', (turn) => show(turn))

  add('POST /registers/:activityId', async (turn) => {
    const parsed = posted.safeParse(turn.req.body)
    if (!parsed.success) {
      turn.res.status(422)
      return show(turn, {
        problems: problemsOf(parsed.error, turn.words),
        fields: sentFields(turn.req.body),
      })
    }
    const { note, rest } = parsed.data
    const marks = rest ? { rest } : changedMarks(turn.req.body)
    const changed = await app.attendance.saveRegister(turn.visit, idOf(turn), { marks, note })
    turn.goTo(`/registers/${idOf(turn)}${pageQuery(turn)}`, changed > 0 ? 'register' : 'register-same')
  })
}

/**
 * Fields `mark.{personId}`, but those that are as the page showed them (`was.{personId}`): who checked in meanwhile is not marked
 * absent by a page that did not know it yet.
 */
function changedMarks(body: unknown): Map<string, Mark> {
  const fields = sentFields(body)
  const marks = new Map<string, Mark>()
  for (const [name, value] of Object.entries(fields)) {
    const [, personId] = /^mark\.(.+)$/.exec(name) ?? []
    if (personId === undefined || fields[`was.${personId}`] === value) continue
    marks.set(identifier.parse(personId), mark.parse(value))
  }
  return marks
}
