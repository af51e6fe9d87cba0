import type { z } from 'zod'
import type { CriteriaChange } from '../../app/contract.ts'
import type { Criterion, Need } from '../../core/criteria.ts'
import { type CourseCriteria, LEVEL_IDS, type LevelCriteria, type LevelId } from '../../core/ladder.ts'
import { optionalProse, whole } from '../input.ts'

export interface CriteriaProblem {
  readonly field: string
  /** `problems.<code>` */
  readonly code: string
}

/** Either a change to save, or what is wrong with the form. */
export type ReadForm =
  | { readonly change: CriteriaChange; readonly problems: readonly [] }
  | { readonly change: null; readonly problems: readonly CriteriaProblem[] }

/** Name of a field: the level, the way to the criterion, the threshold. `demonstrated.0.1.percent` */
export function fieldName(level: LevelId, path: readonly number[], threshold: string): string {
  return [level, ...path, threshold].join('.')
}

/** Sets the posted thresholds into the tree; its shape stays. A field that was not sent keeps its value. */
export function readCriteriaForm(
  current: CourseCriteria,
  fields: Readonly<Record<string, string>>,
): ReadForm {
  const reader = new FormReader(fields)
  const levels = LEVEL_IDS.map((id): [LevelId, LevelCriteria] => {
    const { criterion, award } = current[id]
    const chosen = fields[`${id}.award`]
    return [
      id,
      {
        criterion: readCriterion(criterion, id, [], reader),
        award: chosen === 'automatic' || chosen === 'approval' ? chosen : award,
      },
    ]
  })
  const basedOn = reader.read('basedOn', whole(1, 100_000), 0)
  const note = reader.read('note', optionalProse(500), null)
  if (reader.problems.length > 0) return { change: null, problems: reader.problems }
  return { change: { basedOn, criteria: Object.fromEntries(levels) as CourseCriteria, note }, problems: [] }
}

class FormReader {
  readonly problems: CriteriaProblem[] = []
  readonly fields: Readonly<Record<string, string>>

  constructor(fields: Readonly<Record<string, string>>) {
    this.fields = fields
  }

  /** The field's value, or `otherwise` where it was not sent or is wrong (which is noted). */
  read<T>(field: string, schema: z.ZodType<T>, otherwise: T): T {
    const sent = this.fields[field]
    if (sent === undefined) return otherwise
    const parsed = schema.safeParse(sent.trim())
    if (parsed.success) return parsed.data
    this.problems.push({ field, code: parsed.error.issues[0]?.message ?? 'invalid' })
    return otherwise
  }
}

function readCriterion(
  criterion: Criterion,
  level: LevelId,
  path: readonly number[],
  form: FormReader,
): Criterion {
  const name = (threshold: string) => fieldName(level, path, threshold)
  const percent = (now: number) => form.read(name('percent'), whole(0, 100), now)
  switch (criterion.type) {
    case 'all':
    case 'any':
      return { ...criterion, of: readChildren(criterion.of, level, path, form) }
    case 'at-least':
      return {
        ...criterion,
        n: form.read(name('n'), whole(1, criterion.of.length), criterion.n),
        of: readChildren(criterion.of, level, path, form),
      }
    case 'completed':
      return { ...criterion, need: readNeed(criterion.need, name, form) }
    case 'scored':
      return { ...criterion, percent: percent(criterion.percent), need: readNeed(criterion.need, name, form) }
    case 'attended':
      return { ...criterion, percent: percent(criterion.percent) }
    case 'evidence':
      return { ...criterion, months: form.read(name('months'), whole(1, 60), criterion.months) }
    case 'confirmed':
      return criterion
  }
}

function readChildren(
  of: readonly Criterion[],
  level: LevelId,
  path: readonly number[],
  form: FormReader,
): readonly Criterion[] {
  return of.map((child, index) => readCriterion(child, level, [...path, index], form))
}

/** "Every one" is a box to tick; the number beside it counts only while the box is not ticked. */
function readNeed(now: Need, name: (threshold: string) => string, form: FormReader): Need {
  if (form.fields[name('every')] !== undefined) return 'every'
  if (form.fields[name('need')] === undefined) return now
  return form.read(name('need'), whole(1, 500), now === 'every' ? 1 : now)
}
