import { createHash } from 'node:crypto'
import { readTable, type Sheet, TableError } from '../../tables/index.ts'
import type { UploadedTable } from '../contract/imports.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { requireStaff } from '../visiting/visit.ts'
import { type Found, findTable, likelyMeaning } from './headings.ts'
import type { ImportRecord, ImportSettings } from './types.ts'

const PREVIEW_DAYS = 7
export const ROWS_A_PAGE = 1_000

/** Reads an uploaded table and keeps it, so that the preview works on any machine and the next day. Errors: `table_*` 422. */
export async function upload(deps: Deps, visit: Visit, file: UploadedTable): Promise<string> {
  const staff = requireStaff(visit)
  const courseId = visit.course.id
  const { rows, found } = richest(await read(file.bytes))
  if (found.end === found.first) throw new AppError('table_empty', 422, 'headings and nothing below')
  const contentHash = createHash('sha256').update(file.bytes).digest('base64url')
  const before = await deps.store.imports.appliedWith(courseId, contentHash)
  const now = deps.clock.now()
  const record: ImportRecord = {
    id: deps.random.uuid(),
    courseId,
    state: 'preview',
    fileName: baseName(file.name),
    contentHash,
    headings: found.headings,
    firstRow: found.first + 1,
    rowCount: found.end - found.first,
    settings: before ? again(before) : suggested(found, file.name),
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
  }
  await deps.store.write(async (unit) => {
    await unit.imports.removeExpired(record.createdAt)
    await unit.imports.insert(record)
    await unit.imports.saveRows(record.id, pagesOf(rows.slice(found.first, found.end)))
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

/** Of a workbook's sheets the one whose headings say most. */
function richest(sheets: readonly Sheet[]): { rows: Sheet['rows']; found: Found } {
  const tables = sheets.map(({ rows }) => ({ rows, found: findTable(rows) }))
  const known = ({ found }: { found: Found }) => Object.keys(found.columns).length
  return tables.reduce((best, table) => (known(table) > known(best) ? table : best))
}

function suggested({ columns }: Found, fileName: string): ImportSettings {
  const meaning = likelyMeaning(columns)
  const title = baseName(fileName).replace(/\.\w{1,5}$/, '')
  return {
    columns,
    meaning,
    target: { title, kind: meaning === 'attendance' ? 'attendance' : null },
    minutes: null,
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
