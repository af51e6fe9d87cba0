import { z } from 'zod'
import type { CriteriaChange } from '../../app/contract.ts'
import type { CourseActivity } from '../../app/model.ts'
import { KINDS } from '../../core/activity.ts'
import type { Criterion, Need, Target } from '../../core/criteria.ts'
import { type CourseCriteria, LEVEL_IDS, type LevelCriteria, type LevelId } from '../../core/ladder.ts'
import { MAX_MONTHS, MAX_NEED } from '../../core/parse-criterion.ts'
import { optionalProse, prose, whole } from '../input.ts'

export interface CriteriaProblem {
  readonly field: string
  /** `problems.<code>` */
  readonly code: string
}

/** Either a change to save, or what is wrong with the form. */
export type ReadForm =
  | { readonly change: CriteriaChange; readonly problems: readonly [] }
  | { readonly change: null; readonly problems: readonly CriteriaProblem[] }

type Fields = Readonly<Record<string, string>>

/** Name of a field: the level, the way to the criterion, the threshold. `demonstrated.0.1.percent` */
export function fieldName(level: LevelId, path: readonly number[], threshold: string): string {
  return [level, ...path, threshold].join('.')
}

/** Sets what was posted into the tree; its shape stays. A field that was not sent keeps its value. */
export function readCriteriaForm(
  current: CourseCriteria,
  fields: Fields,
  activities: readonly Pick<CourseActivity, 'id'>[] = [],
): ReadForm {
  const reader = new FormReader(fields, new Set(activities.map(({ id }) => id)))
  const levels = LEVEL_IDS.map((id) => [id, readLevel(current[id], id, reader)] as const)
  const basedOn = reader.read('basedOn', whole(1, 100_000), 0)
  const note = reader.read('note', optionalProse(500), null)
  if (reader.problems.length > 0) return { change: null, problems: reader.problems }
  return { change: { basedOn, criteria: Object.fromEntries(levels) as CourseCriteria, note }, problems: [] }
}

class FormReader {
  readonly problems: CriteriaProblem[] = []
  readonly fields: Fields
  /** Activities that a condition may name. */
  readonly known: ReadonlySet<string>

  constructor(fields: Fields, known: ReadonlySet<string>) {
    this.fields = fields
    this.known = known
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

/** No months: it never ends. */
const expiry = z.union([z.literal('').transform(() => null), whole(1, MAX_MONTHS)])

/** A share with decimals, as files may hold one; a decimal comma is what half of Europe writes. */
const share = z
  .string()
  .regex(/^\d{1,3}([.,]\d{1,6})?$/, 'whole_number')
  .transform((text) => Number(text.replace(',', '.')))
  .pipe(z.number().max(100, 'out_of_range'))

function readLevel(now: LevelCriteria, id: LevelId, form: FormReader): LevelCriteria {
  const { expiresAfterMonths, ...level } = now
  const months = form.read(`${id}.expires`, expiry, expiresAfterMonths ?? null)
  return {
    ...level,
    criterion: readCriterion(now.criterion, id, [], form),
    award: form.read(`${id}.award`, z.enum(['automatic', 'approval']), now.award),
    ...(months !== null && { expiresAfterMonths: months }),
  }
}

function readCriterion(
  criterion: Criterion,
  level: LevelId,
  path: readonly number[],
  form: FormReader,
): Criterion {
  const name = (threshold: string) => fieldName(level, path, threshold)
  switch (criterion.type) {
    case 'all':
    case 'any':
    case 'at-least':
      return readGroup(criterion, level, path, form)
    case 'completed':
      return { ...criterion, ...readTarget(criterion, name, form) }
    case 'scored':
      return {
        ...criterion,
        percent: form.read(name('percent'), share, criterion.percent),
        ...readTarget(criterion, name, form),
      }
    case 'attended':
      return { ...criterion, percent: form.read(name('percent'), whole(0, 100), criterion.percent) }
    case 'evidence':
      return {
        ...criterion,
        months: form.read(name('months'), whole(1, MAX_MONTHS), criterion.months),
        from: form.read(name('from'), z.enum(['course-end', 'award-below']), criterion.from),
      }
    case 'confirmed':
      return { ...criterion, statement: form.read(name('statement'), prose(500), criterion.statement) }
  }
}

type Group = Extract<Criterion, { of: readonly Criterion[] }>

function readGroup(group: Group, level: LevelId, path: readonly number[], form: FormReader): Criterion {
  const of = group.of.map((child, index) => readCriterion(child, level, [...path, index], form))
  const type = form.read(fieldName(level, path, 'type'), z.enum(['all', 'any', 'at-least']), group.type)
  if (type !== 'at-least') return { type, of }
  const now = group.type === 'at-least' ? group.n : 1
  return { type, n: form.read(fieldName(level, path, 'n'), whole(1, of.length), now), of }
}

type Counting = Extract<Criterion, { need: Need }>

/** What is asked for, and of how many. More than one of one named activity could never be met. */
function readTarget({ target: now, need }: Counting, name: (field: string) => string, form: FormReader) {
  const isThere = (id: string) => form.known.has(id) || ('activity' in now && now.activity === id)
  const choice = z.string().transform((text, issue): Target => {
    const [, type, id = ''] = /^(kind|activity):(.*)$/s.exec(text) ?? []
    const kind = KINDS.find((one) => type === 'kind' && one === id)
    if (kind) return { kind }
    if (type === 'activity' && isThere(id)) return { activity: id }
    issue.addIssue('invalid')
    return z.NEVER
  })
  const target = form.read(name('target'), choice, now)
  return { target, need: 'activity' in target ? 1 : readNeed(need, name, form) }
}

/** "Every one" is a box to tick; the number beside it counts only while the box is not ticked. */
function readNeed(now: Need, name: (threshold: string) => string, form: FormReader): Need {
  if (form.fields[name('every')] !== undefined) return 'every'
  if (form.fields[name('need')] === undefined) return now
  return form.read(name('need'), whole(1, MAX_NEED), now === 'every' ? 1 : now)
}
