/** Registers that people upload, and everybody's progress as a table. */

import type { Visit } from '../contract.ts'
import type { MatchedBy } from '../importing/match.ts'
import type { AmbiguousRow, LeftRow, UnclearRow } from '../importing/plan.ts'
import type { ImportRecord, ImportSettings, Mark } from '../importing/types.ts'
import type { CourseActivity, Person } from '../model.ts'
import type { ProgressListing, ProgressQuery } from '../ports.ts'

export type { Columns, Field, ImportTarget, Meaning } from '../importing/types.ts'
export type { AmbiguousRow, ImportRecord, ImportSettings, LeftRow, Mark, UnclearRow }

export interface UploadedTable {
  readonly name: string
  readonly bytes: Buffer
}

/** One person of a register, as it would be written. */
export interface PlannedChange {
  readonly person: Person
  readonly by: MatchedBy | 'choice'
  readonly rows: readonly number[]
  readonly minutes: number | null
  /** When it was, where the file or a person says it. */
  readonly day: string | null
  readonly before: Mark | null
  readonly after: Mark
  readonly change: 'new' | 'changed' | 'same'
}

/** This page, from 1, and all of them. */
export interface PageOf {
  readonly page: number
  readonly pages: number
}

/** Which page of each long list to show, from 1. */
export type ImportPages = Readonly<Record<'people' | 'rows' | 'ambiguous' | 'unknown' | 'unclear', number>>

/** What applying would do. Of long lists one page is shown; the counts are of all. */
export interface ImportPlan {
  readonly counts: {
    readonly new: number
    readonly changed: number
    readonly same: number
    readonly ambiguous: number
    readonly unknown: number
    readonly unclear: number
    /** Rows that name nobody or say nothing. */
    readonly blank: number
    /** People who are in the file more than once. */
    readonly repeated: number
    /** Learners of the course who are not in the file, and are left as they are. */
    readonly absent: number
  }
  /** One page: changed first, then new, then same; by name. */
  readonly people: readonly PlannedChange[]
  /** This one, from 1, and all of them. */
  readonly page: number
  readonly pages: number
  readonly ambiguous: readonly (AmbiguousRow & { readonly people: readonly Person[] })[]
  readonly unknown: readonly LeftRow[]
  readonly unclear: readonly UnclearRow[]
  readonly leftPages: Readonly<Record<'ambiguous' | 'unknown' | 'unclear', PageOf>>
  /** Names exactly what is shown, so that nothing else is applied. */
  readonly shown: string
}

export interface ImportView {
  readonly record: ImportRecord
  /** Rows of the file as they stand there, for whoever maps columns by hand; `firstRow`: as a spreadsheet counts. */
  readonly sample: PageOf & { readonly rows: readonly (readonly string[])[]; readonly firstRow: number }
  /** Activities that a register may be written to. */
  readonly targets: readonly CourseActivity[]
  /** Where it is or was written; `null`: to an activity that is yet to be made. */
  readonly activity: CourseActivity | null
  /** What must be mapped before anything can be planned. */
  readonly missing: 'who' | 'what' | null
  /** `null` where something is missing, and once it was applied. */
  readonly plan: ImportPlan | null
  /** This very file was applied before. */
  readonly before: ImportRecord | null
  /** People whose records were changed by applying. */
  readonly written: number
  readonly leftAlone: readonly Person[]
}

export interface Imports {
  /** The last ones of the course, the newest first. */
  list(visit: Visit): Promise<readonly (ImportRecord & { readonly title: string | null })[]>
  /** Reads a table and keeps it for a preview, whose id is answered. Errors: `table_*` 422. */
  upload(visit: Visit, file: UploadedTable): Promise<string>
  /** Errors here and below: `import_gone` 404. */
  view(visit: Visit, id: string, pages: ImportPages): Promise<ImportView>
  /** Another table of the file: the settings begin anew. Errors: `import_decided` 409; `bad_input` 400. */
  chooseSheet(visit: Visit, id: string, sheet: number): Promise<void>
  /** Errors: `import_decided` 409 once it was applied; `activity_gone` 404. */
  setUp(visit: Visit, id: string, settings: ImportSettings): Promise<void>
  /** Row number → the person meant; `null`: nobody. */
  choose(visit: Visit, id: string, choices: ReadonlyMap<number, string | null>): Promise<void>
  /** Once. Errors: `import_changed` 409 where it would write anything but what was `shown`; `import_decided` 409; `import_nothing` 409. */
  apply(visit: Visit, id: string, shown: string): Promise<void>
  /** Once. Errors: `import_decided` 409. */
  undo(visit: Visit, id: string): Promise<void>
  /** All learners that the query finds, some at a time; its own page is ignored. */
  progress(visit: Visit, query: ProgressQuery): AsyncIterable<ProgressListing['rows']>
}
