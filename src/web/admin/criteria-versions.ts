import { z } from 'zod'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { presentDifferences } from '../presenters/criteria-differences.ts'
import { presentForm } from '../presenters/criteria-editor.ts'
import { presentCriteria } from '../presenters/criteria-page.ts'
import { levelLines, titlesOf } from '../presenters/criterion-sentence.ts'
import type { AddRoute } from '../session/routes.ts'
import { receivedFile, type SmallFormLimits, smallForm } from '../small-form.ts'

const FORM: SmallFormLimits = {
  ...{ fields: 20, fieldBytes: 10_000, fileBytes: 200_000 },
  ...{ tooLarge: 'too_large', unreadable: 'bad_request' },
}

const number = z.coerce.number().int().min(1).max(1_000_000)

/** Versions of the criteria: what changed from one to another, and criteria that come and go as a file. */
export function criteriaVersionPages(add: AddRoute, { app }: WebDeps): void {
  add('GET /criteria/versions/:version', async (turn) => {
    const version = number.safeParse(turn.req.params.version)
    if (!version.success) throw new AppError('version_not_found', 404, 'no number of a version')
    const other = number.safeParse(turn.req.query.with)
    const { words } = turn
    const found = await app.criteriaEditor.compare(turn.visit, version.data, other.data ?? null)
    const { before, after, history } = found
    const titles = titlesOf(found.activities)
    const newest = history[0]?.version ?? after.version
    turn.page('admin/criteria-version', {
      title: words.t('criteria.numbered', { version: after.version }),
      saved: words.moment(after.savedAt),
      note: after.note,
      version: after.version,
      before: before?.version ?? null,
      levels: before
        ? presentDifferences(before.criteria, after.criteria, words, titles)
        : levelLines(after.criteria, words, titles),
      others: history
        .filter((one) => one.version !== after.version)
        .map((one) => ({ version: one.version, chosen: one.version === before?.version })),
      start: found.canEdit && after.version !== newest,
      basedOn: newest,
      draft: JSON.stringify(after.criteria),
    })
  })

  add('GET /criteria/export', async (turn) => {
    const text = await app.criteriaEditor.exportFile(turn.visit)
    turn.res.setHeader('Content-Disposition', 'attachment; filename="criteria.json"')
    turn.res.type('application/json').send(text)
  })

  add(
    'POST /criteria/import',
    async (turn) => {
      const file = receivedFile(turn.req)?.bytes.toString('utf8') ?? ''
      const [view, criteria] = await Promise.all([
        app.criteria(turn.visit),
        app.criteriaEditor.importFile(turn.visit, file),
      ])
      const { words } = turn
      const draft = {
        basedOn: view.current.version,
        criteria,
        saved: view.current.criteria,
        activities: view.activities,
        note: '',
      }
      turn.page('admin/criteria', {
        title: words.t('criteria.title'),
        notice: words.t('done.criteria-read'),
        criteria: presentCriteria(view, words),
        form: presentForm(draft, words),
      })
    },
    smallForm(FORM),
  )
}
