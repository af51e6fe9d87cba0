import type { WebDeps } from '../deps.ts'
import { sentFields } from '../input.ts'
import { presentCriteria } from '../presenters/criteria-editor.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { type CriteriaProblem, readCriteriaForm } from './criteria-form.ts'

/** The criteria of a course: everybody on the staff reads them, an administrator changes the thresholds. */
export function criteriaPages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, problems: readonly CriteriaProblem[] = []) => {
    const view = await app.criteria(turn.visit)
    const sent = problems.length > 0 ? sentFields(turn.req.body) : {}
    turn.page('admin/criteria', {
      title: turn.words.t('criteria.title'),
      criteria: presentCriteria(view, turn.words, sent, problems),
    })
  }
  add('GET /criteria', (turn) => show(turn))
  add('POST /criteria', async (turn) => {
    const { current } = await app.criteria(turn.visit)
    const read = readCriteriaForm(current.criteria, sentFields(turn.req.body))
    if (read.change !== null) {
      await app.saveCriteria(turn.visit, read.change)
      return turn.goTo('/criteria', 'criteria')
    }
    turn.res.status(422)
    await show(turn, read.problems)
  })
}
