/** A register that somebody uploads: what it says, and what was done with it. Times are ISO 8601 UTC. */
import type { Kind } from '../../core/activity.ts'

/** What a column of the file can be. */
export const FIELDS = [
  'email',
  'studentId',
  'username',
  'name',
  'firstName',
  'lastName',
  'status',
  'duration',
  'score',
  'maximum',
  'date',
] as const
export type Field = (typeof FIELDS)[number]
/** Field → index of its column. */
export type Columns = Readonly<Partial<Record<Field, number>>>

/** What the rows say: who was there; who got which mark; who did it and who did not. */
export const MEANINGS = ['attendance', 'marks', 'done'] as const
export type Meaning = (typeof MEANINGS)[number]

/** Where it is written: an activity of the course, or a new one. */
export type ImportTarget =
  | { readonly activityId: string }
  | { readonly title: string; readonly kind: Kind | null }

export interface ImportSettings {
  readonly columns: Columns
  readonly meaning: Meaning
  readonly target: ImportTarget
  /** Attendance: who was there for fewer minutes does not count; `null`: however short. */
  readonly minutes: number | null
  /** When it was, `YYYY-MM-DD`, for rows that do not say it; `null`: when the file was uploaded. Absent in uploads of before it was asked. */
  readonly day?: string | null
  /** Marks without a maximum of their own are out of this. */
  readonly outOf: number
}

/** One table of a file: a workbook may have several. */
export interface ImportSheet {
  /** `''`: the file has no names for its tables. */
  readonly name: string
  readonly headings: readonly string[]
  /** Row number of the first row below the headings, as a spreadsheet counts. */
  readonly firstRow: number
  /** Rows below the headings. */
  readonly rowCount: number
}

/** An upload and its fate. `undone` and `applied` are for good; a preview expires. */
export interface ImportRecord {
  readonly id: string
  readonly courseId: string
  readonly state: 'preview' | 'applied' | 'undone'
  readonly fileName: string
  /** SHA-256 (base64url) of the file. */
  readonly contentHash: string
  readonly headings: readonly string[]
  /** Row number of the first row below the headings, as a spreadsheet counts. */
  readonly firstRow: number
  /** Rows below the headings. */
  readonly rowCount: number
  readonly settings: ImportSettings
  /** Row number → whom a person chose; `null`: nobody. */
  readonly choices: Readonly<Record<string, string | null>>
  readonly createdAt: string
  readonly createdBy: string
  /** From then on a preview is gone, and so are an applied upload's rows. */
  readonly expiresAt: string
  readonly activityId: string | null
  /** The activity was made by this import. */
  readonly madeActivity: boolean
  readonly appliedAt: string | null
  readonly appliedBy: string | null
  readonly undoneAt: string | null
  readonly undoneBy: string | null
  /** Whose records had changed by then, so that they were left as they are. */
  readonly leftAlone: readonly string[]
  /** All tables of the file; none in uploads of before a choice was given. */
  readonly sheets: readonly ImportSheet[]
  /** Which of them this is about: its index. */
  readonly sheet: number
}

/** What an import may write of a person, and what it found before it. */
export interface Mark {
  readonly completed: boolean
  readonly score: number | null
  readonly maximum: number | null
  readonly standing: 'late' | 'excused' | null
}

export const sameMark = (a: Mark, b: Mark) =>
  a.completed === b.completed && a.score === b.score && a.maximum === b.maximum && a.standing === b.standing
