import { createHash } from 'node:crypto'
import { readTable, type Sheet, TableError } from '../../tables/index.ts'
import type { UploadedTable } from '../contract/imports.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { requireStaff } from '../visiting/visit.ts'
import { type Found, findTable, likelyMeaning, recognise } from './headings.ts'
import type { Columns, ImportRecord, ImportSettings, ImportSheet } from './types.ts'

const PREVIEW_DAYS = 7
export const ROWS_A_PAGE = 1_000
/** More than any sheet that is read fills. */
export const PAGES_A_SHEET = 1_000
const MOST_SHEETS = 20

/** Reads an uploaded table and keeps it, so that the preview works on any machine and the next day. Errors: `table_*` 422. */
export async function upload(deps: Deps, visit: Visit, file: UploadedTable): Promise<string> {
  const staff = requireStaff(visit)
  const courseId = visit.course.id
  const tables = tablesOf(await read(file.bytes))
  const sheets = tables.map(sheetOf)
  const contentHash = createHash('sha256').update(file.bytes).digest('base64url')
  const before = await deps.store.imports.appliedWith(courseId, contentHash)
  const sheet = before?.sheets.length ? before.sheet : richest(tables)
  const chosen = sheets[sheet]
  if (!chosen) throw new AppError('table_empty', 422, 'headings and nothing below')
  const now = deps.clock.now()
  const record: ImportRecord = {
    id: deps.random.uuid(),
    courseId,
    state: 'preview',
    fileName: baseName(file.name),
    contentHash,
    headings: chosen.headings,
    firstRow: chosen.firstRow,
    rowCount: chosen.rowCount,
    settings: before ? again(before) : suggested(recognise(chosen.headings), file.name),
    choices: before?.choices ?? {},
    createdAt: isoNow(deps.clock),
    createdBy: staff.id,
    expiresAt: new Date(now + PREVIEW_DAYS * 86_400_000).toISOString(),
    activityId: null,
    madeActivity: false,
    appliedAt: null,
    appliedBy: null,
    undoneAt: null,
    undoneBy: null,
    leftAlone: [],
    sheets,
    sheet,
  }
  await deps.store.write(async (unit) => {
    await unit.imports.removeExpired(record.createdAt)
    await unit.imports.insert(record)
    for (const [index, { rows, found }] of tables.entries())
      await unit.imports.saveRows(
        record.id,
        pagesOf(rows.slice(found.first, found.end)),
        index * PAGES_A_SHEET,
      )
  })
  return record.id
}

async function read(bytes: Buffer): Promise<readonly Sheet[]> {
  try {
    return await readTable(bytes)
  } catch (error) {
    throw error instanceof TableError ? new AppError(error.code, 422, error.message) : error
  }
}

interface Table extends Sheet {
  readonly found: Found
}

/** Sheets that hold anything below their headings. */
function tablesOf(sheets: readonly Sheet[]): Table[] {
  return sheets
    .map((sheet) => ({ ...sheet, found: findTable(sheet.rows) }))
    .filter(({ found }) => found.end > found.first)
    .slice(0, MOST_SHEETS)
}

const sheetOf = ({ name, found }: Table): ImportSheet => ({
  name,
  headings: found.headings,
  firstRow: found.first + 1,
  rowCount: found.end - found.first,
})

/** Index of the table whose headings say most: what a file most likely is about. */
function richest(tables: readonly Table[]): number {
  const known = tables.map(({ found }) => Object.keys(found.columns).length)
  return known.indexOf(Math.max(...known))
}

/** What a table most likely is, by its columns. */
export function suggested(columns: Columns, fileName: string): ImportSettings {
  const meaning = likelyMeaning(columns)
  const title = baseName(fileName).replace(/\.\w{1,5}$/, '')
  return {
    columns,
    meaning,
    target: { title, kind: meaning === 'attendance' ? 'attendance' : null },
    minutes: null,
    day: null,
    outOf: 100,
  }
}

/** The same file again goes where it went before. */
const again = ({ settings, activityId }: ImportRecord): ImportSettings =>
  activityId ? { ...settings, target: { activityId } } : settings

/** Browsers of old send whole paths; nothing but a name is ever made of this. */
function baseName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  return last.replace(/\p{C}/gu, '').trim().slice(0, 150) || 'register'
}

function pagesOf<T>(rows: readonly T[]): T[][] {
  const pages: T[][] = []
  for (let start = 0; start < rows.length; start += ROWS_A_PAGE)
    pages.push(rows.slice(start, start + ROWS_A_PAGE))
  return pages
}
