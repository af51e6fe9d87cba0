import type { PreviewList } from '../../app/contract/criteria.ts'
import type { CriteriaView } from '../../app/contract.ts'
import { AppError } from '../../app/errors.ts'
import { EFFECTS } from '../../core/compiled/index.ts'
import { parseCriteria } from '../../core/index.ts'
import { type CourseCriteria, LEVEL_IDS } from '../../core/ladder.ts'
import type { WebDeps } from '../deps.ts'
import { sentFields } from '../input.ts'
import { presentDifferences } from '../presenters/criteria-differences.ts'
import { type Draft, presentForm } from '../presenters/criteria-editor.ts'
import { presentCriteria } from '../presenters/criteria-page.ts'
import { presentList, presentPreview } from '../presenters/criteria-preview.ts'
import { titlesOf } from '../presenters/criterion-sentence.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { additionOf } from './criteria-additions.ts'
import { type CriteriaProblem, type ReadForm, readCriteriaForm } from './criteria-form.ts'
import { readStep, takeStep } from './criteria-steps.ts'

type Fields = Readonly<Record<string, string>>

/**
 * The criteria of a course: everybody on the staff reads them; those who may edit change a draft that the form itself carries, see what it would
 * mean, and save. Until then nothing is stored, so going back is always safe.
 */
export function criteriaPages(add: AddRoute, { app }: WebDeps): void {
  const show = (turn: Turn, view: CriteriaView, draft: Partial<Draft> = {}) => {
    const { current, activities } = view
    const form: Draft = {
      basedOn: current.version,
      criteria: current.criteria,
      saved: current.criteria,
      activities,
      note: '',
      ...draft,
    }
    turn.page('admin/criteria', {
      title: turn.words.t('criteria.title'),
      criteria: presentCriteria(view, turn.words),
      form: view.canEdit ? presentForm(form, turn.words) : null,
    })
  }

  /** What a form says, or an answer that shows what is wrong with it. */
  const readForm = async (turn: Turn, go: (sent: SentForm) => Promise<void> | void) => {
    const view = await app.criteria(turn.visit)
    if (!view.canEdit) throw new AppError('not_allowed', 403, 'this tutor does not edit criteria')
    const fields = sentFields(turn.req.body)
    const criteria = draftOf(fields) ?? view.current.criteria
    const read = readCriteriaForm(criteria, fields, view.activities)
    if (read.change !== null) return go({ view, fields, change: read.change })
    turn.res.status(422)
    const { basedOn = '', note = '' } = fields
    show(turn, view, { criteria, sent: fields, problems: read.problems, basedOn: Number(basedOn) || 0, note })
  }

  add('GET /criteria', async (turn) => show(turn, await app.criteria(turn.visit)))

  add('POST /criteria/draft', (turn) =>
    readForm(turn, ({ view, fields, change }) => {
      const { basedOn } = change
      const after = afterStep(view, fields, change.criteria, turn)
      if (after.problems.length > 0) turn.res.status(422)
      show(turn, view, { ...after, basedOn, note: change.note ?? '' })
    }),
  )

  add('POST /criteria/preview', (turn) =>
    readForm(turn, async ({ view, fields, change }) => {
      const list = readList(fields.list)
      const preview = await app.criteriaEditor.preview(turn.visit, change, list)
      const { words } = turn
      const titles = titlesOf(view.activities)
      const changes = presentDifferences(preview.current.criteria, change.criteria, words, titles)
      turn.page('admin/criteria-preview', {
        title: words.t('criteriaPreview.title'),
        preview: list ? null : presentPreview(preview, words),
        list: list && presentList(preview, list, words),
        changes: changes.filter(({ changed }) => changed),
        basedOn: change.basedOn,
        draft: JSON.stringify(change.criteria),
        note: change.note ?? '',
      })
    }),
  )

  add('POST /criteria', (turn) =>
    readForm(turn, async ({ change }) => {
      await app.saveCriteria(turn.visit, change)
      turn.goTo('/criteria', 'criteria')
    }),
  )
}

interface SentForm {
  readonly view: CriteriaView
  readonly fields: Fields
  readonly change: NonNullable<ReadForm['change']>
}

/** The tree that a form carries. Errors: `criteria_invalid` 400 for one that no page of ours made. */
function draftOf({ draft }: Fields): CourseCriteria | null {
  if (draft === undefined) return null
  try {
    return parseCriteria(JSON.parse(draft), 'draft')
  } catch (error) {
    throw new AppError('criteria_invalid', 400, error instanceof Error ? error.message : 'no draft')
  }
}

/** The draft after the button that was pressed; as it was where that would be too deep or too much. */
function afterStep(
  { activities }: CriteriaView,
  fields: Fields,
  criteria: CourseCriteria,
  { words }: Turn,
): { criteria: CourseCriteria; problems: readonly CriteriaProblem[] } {
  const step = readStep(fields.do)
  if (!step) return { criteria, problems: [] }
  const place = [step.level, ...step.path].join('.')
  const added = step.verb === 'add' ? additionOf(fields[`add.${place}`], activities, words) : null
  const next = takeStep(criteria, step, added)
  try {
    return { criteria: parseCriteria(next), problems: [] }
  } catch {
    return { criteria, problems: [{ field: `at-${place}`, code: 'criteria_limit' }] }
  }
}

/** `completed.gain.200` */
function readList(text: string | undefined): PreviewList | null {
  const [first, second, third = ''] = text?.split('.') ?? []
  const level = LEVEL_IDS.find((id) => id === first)
  const effect = EFFECTS.find((one) => one === second)
  return level && effect && /^\d{1,7}$/.test(third) ? { level, effect, offset: Number(third) } : null
}
