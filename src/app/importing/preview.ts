import type { ImportPages, ImportPlan, ImportView, PlannedChange } from '../contract/imports.ts'
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
import { PAGES_A_SHEET, ROWS_A_PAGE } from './upload.ts'

const PEOPLE_A_PAGE = 100
/** Of ambiguous, unknown and unclear rows so many are listed at a time. */
const LISTED = 100
/** Of the file's own rows; a page of kept rows holds whole pages of these. */
const SAMPLE_ROWS = 20

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
export async function viewImport(
  deps: Deps,
  visit: Visit,
  id: string,
  pages: ImportPages,
): Promise<ImportView> {
  requireStaff(visit)
  const { store } = deps
  const record = await importOf(deps, visit, id)
  const courseId = visit.course.id
  const { settings } = record
  const preview = record.state === 'preview'
  const activityId =
    record.activityId ?? ('activityId' in settings.target ? settings.target.activityId : null)
  const [activities, sample, before, activity, changes, leftAlone] = await Promise.all([
    store.activities.ofCourse(courseId),
    preview ? readSample(deps, record, pages.rows) : NO_SAMPLE,
    preview ? store.imports.appliedWith(courseId, record.contentHash) : null,
    activityId ? store.activities.byId(courseId, activityId) : null,
    preview ? [] : store.imports.changes(id),
    store.people.byIds(record.leftAlone),
  ])
  const missing = preview ? missingOf(settings) : null
  return {
    record,
    sample,
    targets: activities.filter((one) => takesRegister(one, 'attendance')),
    activity,
    missing,
    plan: preview && missing === null ? await planOf(deps, record, pages) : null,
    before,
    written: changes.length,
    leftAlone,
  }
}

const NO_SAMPLE: ImportView['sample'] = { rows: [], firstRow: 0, page: 1, pages: 1 }

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

const pageAt = ({ sheet }: ImportRecord, row: number) => sheet * PAGES_A_SHEET + Math.floor(row / ROWS_A_PAGE)

/** Some rows of the file as they stand there; `page`: from 1. */
async function readSample(deps: Deps, record: ImportRecord, page: number): Promise<ImportView['sample']> {
  const pages = Math.max(1, Math.ceil(record.rowCount / SAMPLE_ROWS))
  const shown = Math.min(page, pages)
  const start = (shown - 1) * SAMPLE_ROWS
  const kept = await deps.store.imports.rows(record.id, pageAt(record, start))
  const from = start % ROWS_A_PAGE
  return {
    rows: (kept ?? []).slice(from, from + SAMPLE_ROWS),
    firstRow: record.firstRow + start,
    page: shown,
    pages,
  }
}

/** Reads the kept rows, a page at a time, so that other work gets its turn. */
export async function readRegister(
  deps: Deps,
  record: ImportRecord,
): Promise<{ learners: Learners; reading: Reading }> {
  const learners = indexLearners(await deps.store.imports.learners(record.courseId))
  const reader = new RegisterReader(record, learners)
  for (let start = 0; start < record.rowCount; start += ROWS_A_PAGE) {
    const rows = await deps.store.imports.rows(record.id, pageAt(record, start))
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

/** One page of a list; a page beyond the last is the last. */
function pageOf<T>(
  list: readonly T[],
  page: number,
  size: number,
): { shown: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(list.length / size))
  const here = Math.min(Math.max(1, page), pages)
  return { shown: list.slice((here - 1) * size, here * size), page: here, pages }
}

async function planOf(deps: Deps, record: ImportRecord, asked: ImportPages): Promise<ImportPlan> {
  const { learners, reading } = await readRegister(deps, record)
  const compared = compare(reading.wanted, await recordedAt(deps, record))
  const people = compared.flatMap((one): PlannedChange[] => {
    const person = learners.byId.get(one.personId)
    const { by, rows, minutes, day, completed, score, maximum, standing, before, change } = one
    const after = { completed, score, maximum, standing }
    return person ? [{ person, by, rows, minutes, day, after, before: before && markOf(before), change }] : []
  })
  people.sort(
    (a, b) => ORDER[a.change] - ORDER[b.change] || names.compare(a.person.name ?? '', b.person.name ?? ''),
  )
  const count = (change: Compared['change']) => compared.filter((one) => one.change === change).length
  const { ambiguous, unknown, unclear, blank, wanted } = reading
  const found = pageOf(people, asked.people, PEOPLE_A_PAGE)
  const left = {
    ambiguous: pageOf(ambiguous, asked.ambiguous, LISTED),
    unknown: pageOf(unknown, asked.unknown, LISTED),
    unclear: pageOf(unclear, asked.unclear, LISTED),
  }
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
    people: found.shown,
    page: found.page,
    pages: found.pages,
    ambiguous: left.ambiguous.shown.map((row) => ({
      ...row,
      people: row.among.flatMap((id) => learners.byId.get(id) ?? []),
    })),
    unknown: left.unknown.shown,
    unclear: left.unclear.shown,
    leftPages: {
      ambiguous: { page: left.ambiguous.page, pages: left.ambiguous.pages },
      unknown: { page: left.unknown.page, pages: left.unknown.pages },
      unclear: { page: left.unclear.page, pages: left.unclear.pages },
    },
    shown: fingerprint(record.settings.target, compared),
  }
}
