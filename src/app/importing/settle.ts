import type { Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { requireStaff } from '../visiting/visit.ts'
import { recognise } from './headings.ts'
import { importOf, takesRegister } from './preview.ts'
import type { ImportRecord, ImportSettings } from './types.ts'
import { suggested } from './upload.ts'

/** Says what the file is and where it goes. Errors: `import_decided` 409, `activity_gone` 404, `bad_input` 400. */
export async function setUpImport(
  deps: Deps,
  visit: Visit,
  id: string,
  settings: ImportSettings,
): Promise<void> {
  requireStaff(visit)
  const record = await importOf(deps, visit, id)
  const { target, meaning, columns } = settings
  if (Object.values(columns).some((column) => column >= Math.max(record.headings.length, 1)))
    throw new AppError('bad_input', 400, 'a column that the file does not have')
  if ('activityId' in target) {
    const activity = await deps.store.activities.byId(record.courseId, target.activityId)
    if (!activity || !takesRegister(activity, meaning))
      throw new AppError('activity_gone', 404, 'no activity of this course that takes registers')
  }
  await save(deps, { ...record, settings })
}

/** Another table of the file is meant: what was said of the one before is forgotten. Errors: `import_decided` 409, `bad_input` 400. */
export async function chooseSheet(deps: Deps, visit: Visit, id: string, sheet: number): Promise<void> {
  requireStaff(visit)
  const record = await importOf(deps, visit, id)
  const chosen = record.sheets[sheet]
  if (!chosen) throw new AppError('bad_input', 400, 'a sheet that the file does not have')
  if (sheet === record.sheet) return
  const { headings, firstRow, rowCount } = chosen
  const settings = suggested(recognise(headings), record.fileName)
  await save(deps, { ...record, sheet, headings, firstRow, rowCount, settings, choices: {} })
}

/** Says who is meant by rows that name several. */
export async function chooseInImport(
  deps: Deps,
  visit: Visit,
  id: string,
  choices: ReadonlyMap<number, string | null>,
): Promise<void> {
  requireStaff(visit)
  const record = await importOf(deps, visit, id)
  await save(deps, { ...record, choices: { ...record.choices, ...Object.fromEntries(choices) } })
}

async function save(deps: Deps, record: ImportRecord): Promise<void> {
  if (!(await deps.store.imports.setUp(record)))
    throw new AppError('import_decided', 409, 'it was applied already')
}
