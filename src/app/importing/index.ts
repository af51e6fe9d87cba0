import type { Imports } from '../contract/imports.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { ProgressListing, ProgressQuery } from '../ports.ts'
import { inKnownGroup } from '../teaching/progress.ts'
import { requireStaff } from '../visiting/visit.ts'
import { applyImport } from './apply.ts'
import { viewImport } from './preview.ts'
import { chooseInImport, chooseSheet, setUpImport } from './settle.ts'
import { undoImport } from './undo.ts'
import { upload } from './upload.ts'

const LISTED = 20
const EXPORTED_AT_ONCE = 500

export function createImports(deps: Deps): Imports {
  return {
    async list(visit) {
      requireStaff(visit)
      const { id } = visit.course
      const [records, activities] = await Promise.all([
        deps.store.imports.ofCourse(id, isoNow(deps.clock), LISTED),
        deps.store.activities.ofCourse(id),
      ])
      const titles = new Map(activities.map((activity) => [activity.id, activity.title]))
      return records.map((record) => ({ ...record, title: titles.get(record.activityId ?? '') ?? null }))
    },
    upload: (visit, file) => upload(deps, visit, file),
    view: (visit, id, pages) => viewImport(deps, visit, id, pages),
    chooseSheet: (visit, id, sheet) => chooseSheet(deps, visit, id, sheet),
    setUp: (visit, id, settings) => setUpImport(deps, visit, id, settings),
    choose: (visit, id, choices) => chooseInImport(deps, visit, id, choices),
    apply: (visit, id, shown) => applyImport(deps, visit, id, shown),
    undo: (visit, id) => undoImport(deps, visit, id),
    progress: (visit, query) => everybody(deps, visit, query),
  }
}

async function* everybody(
  deps: Deps,
  visit: Visit,
  query: ProgressQuery,
): AsyncGenerator<ProgressListing['rows']> {
  requireStaff(visit)
  const asked = inKnownGroup(query, await deps.store.groups.of(visit.course.id))
  for (let offset = 0; ; offset += EXPORTED_AT_ONCE) {
    const { rows, total } = await deps.store.progress.list(visit.course.id, {
      ...asked,
      offset,
      limit: EXPORTED_AT_ONCE,
    })
    if (rows.length > 0) yield rows
    if (offset + EXPORTED_AT_ONCE >= total) return
  }
}
