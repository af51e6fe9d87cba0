import type { CopyOutcome } from '../../app/contract/criteria.ts'
import type { WebDeps } from '../deps.ts'
import { sentFields } from '../input.ts'
import type { Words } from '../language/words.ts'
import type { AddRoute } from '../session/routes.ts'

/** The criteria of this course for other courses, which an administrator ticks. */
export function criteriaCopyPages(add: AddRoute, { app }: WebDeps): void {
  add('GET /criteria/copy', async (turn) => {
    const courses = await app.criteriaEditor.copyTargets(turn.visit)
    turn.page('admin/criteria-copy', {
      title: turn.words.t('criteriaCopy.title'),
      courses: courses.map(({ id, title, label }) => ({ id, title, label })),
    })
  })
  add('POST /criteria/copy', async (turn) => {
    const chosen = Object.keys(sentFields(turn.req.body)).filter((name) => name.startsWith('course.'))
    const outcomes = await app.criteriaEditor.copyTo(
      turn.visit,
      chosen.map((name) => name.slice('course.'.length)),
    )
    turn.page('admin/criteria-copied', {
      title: turn.words.t('criteriaCopy.done'),
      outcomes: outcomes.map((outcome) => presentOutcome(outcome, turn.words)),
    })
  })
}

function presentOutcome(outcome: CopyOutcome, words: Words) {
  const quoted = (title: string) => words.t('common.quoted', { title })
  const values = {
    ...(outcome.outcome === 'copied' && { version: outcome.version }),
    ...(outcome.outcome === 'missing' && { titles: words.list(outcome.missing.map(quoted)) }),
  }
  return {
    title: outcome.course.title,
    copied: outcome.outcome === 'copied',
    text: words.t(`criteriaCopy.outcome.${outcome.outcome}`, values),
  }
}
