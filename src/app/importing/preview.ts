import type { ImportPlan, ImportView, PlannedChange } from '../contract/imports.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { CourseActivity } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { requireStaff } from '../visiting/visit.ts'
import { type Compared, compare, fingerprint, markOf } from './compare.ts'
import { indexLearners, type Learners } from './match.ts'
import { type Reading, RegisterReader } from './plan.ts'
import type { ImportRecord, ImportSettings, Meaning } from './types.ts'

const PEOPLE_A_PAGE = 100
/** Of ambiguous, unknown and unclear rows so many are listed at a time. */
const LISTED = 100

/** An import of this course. Errors: `import_gone` 404, also for another course's. */
export async function importOf(deps: Deps, visit: Visit, id: string): Promise<ImportRecord> {
  const record = await deps.store.imports.byId(visit.course.id, id, isoNow(deps.clock))
  if (!record) throw new AppError('import_gone', 404, 'no such import in this course')
  return record
}

/** What may take a register: it was made by one, or it is a session. Everything else is read anew by the tool itself. */
export const takesRegister = ({ source, state }: CourseActivity, meaning: Meaning) =>
  state !== 'removed' && (source === 'import' || (source === 'check-in' && meaning === 'attendance'))

/** The preview, or what was done. Nothing is written by looking. */
export async function viewImport(deps: Deps, visit: Visit, id: string, page: number): Promise<ImportView> {
  requireStaff(visit)
  const { store } = deps
  const record = await importOf(deps, visit, id)
  const courseId = visit.course.id
  const { settings } = record
  const preview = record.state === 'preview'
  const activityId =
    record.activityId ?? ('activityId' in settings.target ? settings.target.activityId : null)
  const [activities, first, before, activity, changes, leftAlone] = await Promise.all([
    store.activities.ofCourse(courseId),
    preview ? store.imports.rows(id, 0) : null,
    preview ? store.imports.appliedWith(courseId, record.contentHash) : null,
    activityId ? store.activities.byId(courseId, activityId) : null,
    preview ? [] : store.imports.changes(id),
    store.people.byIds(record.leftAlone),
  ])
  const missing = preview ? missingOf(settings) : null
  return {
    record,
    sample: first?.slice(0, 3) ?? [],
    targets: activities.filter((one) => takesRegister(one, 'attendance')),
    activity,
    missing,
    plan: preview && missing === null ? await planOf(deps, record, page) : null,
    before,
    written: changes.length,
    leftAlone,
  }
}

function missingOf({ columns, meaning }: ImportSettings): ImportView['missing'] {
  const who = [
    columns.email,
    columns.studentId,
    columns.username,
    columns.name,
    columns.firstName,
    columns.lastName,
  ]
  if (who.every((column) => column === undefined)) return 'who'
  const what = meaning === 'attendance' || columns[meaning === 'marks' ? 'score' : 'status'] !== undefined
  return what ? null : 'what'
}

/** Reads the kept rows, a page at a time, so that other work gets its turn. */
export async function readRegister(
  deps: Deps,
  record: ImportRecord,
): Promise<{ learners: Learners; reading: Reading }> {
  const learners = indexLearners(await deps.store.imports.learners(record.courseId))
  const reader = new RegisterReader(record, learners)
  for (let page = 0; ; page += 1) {
    const rows = await deps.store.imports.rows(record.id, page)
    if (rows === null) break
    reader.add(rows)
  }
  return { learners, reading: reader.result() }
}

/** What is recorded where it would be written; `unit`: nobody changes that until the unit ends. */
export async function recordedAt(
  deps: Deps,
  { courseId, settings: { target } }: ImportRecord,
  unit?: UnitOfWork,
) {
  if (!('activityId' in target)) return new Map<string, never>()
  return (unit ?? deps.store).imports.recorded(courseId, target.activityId, { held: unit !== undefined })
}

const ORDER: Readonly<Record<Compared['change'], number>> = { changed: 0, new: 1, same: 2 }
const names = new Intl.Collator('en')

async function planOf(deps: Deps, record: ImportRecord, page: number): Promise<ImportPlan> {
  const { learners, reading } = await readRegister(deps, record)
  const compared = compare(reading.wanted, await recordedAt(deps, record))
  const people = compared.flatMap((one): PlannedChange[] => {
    const person = learners.byId.get(one.personId)
    const { by, rows, minutes, completed, score, maximum, standing, before, change } = one
    const after = { completed, score, maximum, standing }
    return person ? [{ person, by, rows, minutes, after, before: before && markOf(before), change }] : []
  })
  people.sort(
    (a, b) => ORDER[a.change] - ORDER[b.change] || names.compare(a.person.name ?? '', b.person.name ?? ''),
  )
  const count = (change: Compared['change']) => compared.filter((one) => one.change === change).length
  const { ambiguous, unknown, unclear, blank, wanted } = reading
  const pages = Math.max(1, Math.ceil(people.length / PEOPLE_A_PAGE))
  const shownPage = Math.min(Math.max(1, page), pages)
  const start = (shownPage - 1) * PEOPLE_A_PAGE
  return {
    counts: {
      new: count('new'),
      changed: count('changed'),
      same: count('same'),
      ambiguous: ambiguous.filter(({ chosen }) => chosen === undefined).length,
      unknown: unknown.length,
      unclear: unclear.length,
      blank,
      repeated: compared.filter(({ rows }) => rows.length > 1).length,
      absent: learners.byId.size - wanted.size,
    },
    people: people.slice(start, start + PEOPLE_A_PAGE),
    page: shownPage,
    pages,
    ambiguous: ambiguous.slice(0, LISTED).map((row) => ({
      ...row,
      people: row.among.flatMap((id) => learners.byId.get(id) ?? []),
    })),
    unknown: unknown.slice(0, LISTED),
    unclear: unclear.slice(0, LISTED),
    shown: fingerprint(record.settings.target, compared),
  }
}
