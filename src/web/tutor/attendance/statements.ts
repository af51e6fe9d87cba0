import { z } from 'zod'
import type { WebDeps } from '../../deps.ts'
import { identifier, optionalProse, problemsOf, prose, sentFields } from '../../input.ts'
import { presentStatement } from '../../presenters/statements.ts'
import type { AddRoute, Turn } from '../../session/routes.ts'
import { askedLearners, pageQuery } from './asked-learners.ts'

/** A word may be taken back with a reason only. */
export const noteFor = (takeBack: boolean) => z.object({ note: takeBack ? prose(2000) : optionalProse(2000) })

/** What the criteria ask tutors to confirm: for one, many or all. */
export function statementPages(add: AddRoute, { app }: WebDeps): void {
  const idOf = (turn: Turn) => identifier.parse(turn.req.params.statementId)
  const show = async (turn: Turn, again: Record<string, unknown> = {}) => {
    const { asked, query } = askedLearners(turn)
    const view = await app.attendance.statement(turn.visit, idOf(turn), query)
    turn.page('tutor/statement', {
      title: view.statement.text,
      statement: presentStatement(view, turn.words, { ...asked, base: turn.base }),
      ...again,
    })
  }
  add('GET /statements/:statementId', (turn) => show(turn))

  add('POST /statements/:statementId', async (turn) => {
    const fields = sentFields(turn.req.body)
    const ticks = ticked(fields)
    const parsed = noteFor(ticks.takeBack.length > 0).safeParse(fields)
    if (!parsed.success) {
      turn.res.status(422)
      return show(turn, { problems: problemsOf(parsed.error, turn.words), fields })
    }
    const changed = await app.attendance.saveStatement(turn.visit, idOf(turn), { ...ticks, ...parsed.data })
    turn.goTo(`/statements/${idOf(turn)}${pageQuery(turn)}`, changed > 0 ? 'register' : 'register-same')
  })
}

/** Fields `on.{personId}` of those ticked, `was.{personId}` of those whom the page showed as confirmed; `rest`: all who are left. */
function ticked(fields: Record<string, string>): { confirm: string[] | 'rest'; takeBack: string[] } {
  if (fields.rest !== undefined) return { confirm: 'rest', takeBack: [] }
  const ids = (prefix: string) =>
    Object.keys(fields)
      .filter((name) => name.startsWith(prefix))
      .map((name) => identifier.parse(name.slice(prefix.length)))
  const [now, before] = [ids('on.'), ids('was.')]
  return {
    confirm: now.filter((id) => !before.includes(id)),
    takeBack: before.filter((id) => !now.includes(id)),
  }
}
