import { fold } from './fold.ts'
import { type Columns, FIELDS, type Field, type Meaning } from './types.ts'

/** Headings as they are compared, in English and Welsh, of spreadsheets, VLEs, and the reports of Zoom, Teams, Meet and Webex. */
const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  email: [
    'email',
    'e mail',
    'email address',
    'e mail address',
    'user email',
    'attendee email',
    'participant email',
    'mail',
    'ebost',
    'e bost',
    'cyfeiriad ebost',
    'cyfeiriad e bost',
  ],
  studentId: [
    'student id',
    'student number',
    'student no',
    'sis id',
    'sis user id',
    'sis login id',
    'id number',
    'sourced id',
    'sourcedid',
    'person sourcedid',
    'enrolment number',
    'registration number',
    'id myfyriwr',
    'rhif myfyriwr',
    'rhif adnabod',
    'rhif cofrestru',
  ],
  username: ['username', 'user name', 'login', 'login id', 'user id', 'enw defnyddiwr'],
  name: [
    'name',
    'full name',
    'student',
    'student name',
    'learner',
    'learner name',
    'participant',
    'participant name',
    'attendee',
    'attendee name',
    'name original name',
    'user name original name',
    'display name',
    'enw',
    'enw llawn',
    'myfyriwr',
    'dysgwr',
    'enw r myfyriwr',
    'enw r dysgwr',
    'cyfranogwr',
  ],
  firstName: ['first name', 'firstname', 'given name', 'forename', 'enw cyntaf'],
  lastName: ['last name', 'lastname', 'surname', 'family name', 'cyfenw', 'enw olaf'],
  status: [
    'status',
    'attendance',
    'attended',
    'present',
    'attendance status',
    'completed',
    'complete',
    'done',
    'statws',
    'presenoldeb',
    'presennol',
    'mynychodd',
    'wedi cwblhau',
    'wedi gwneud',
  ],
  duration: [
    'duration',
    'duration minutes',
    'total duration',
    'total duration minutes',
    'in meeting duration',
    'time in session',
    'time in session minutes',
    'time in call',
    'attendance duration',
    'attendance duration minutes',
    'minutes',
    'mins',
    'hyd',
    'hyd munudau',
    'munudau',
    'amser yn y sesiwn',
  ],
  score: [
    'score',
    'mark',
    'marks',
    'grade',
    'points',
    'total',
    'result',
    'final grade',
    'course total',
    'percentage',
    'sgor',
    'marc',
    'marciau',
    'gradd',
    'pwyntiau',
    'cyfanswm',
    'canlyniad',
  ],
  maximum: [
    'maximum',
    'max',
    'max score',
    'maximum score',
    'max mark',
    'maximum mark',
    'out of',
    'points possible',
    'possible',
    'uchafswm',
    'allan o',
    'marc uchaf',
  ],
  date: ['date', 'session date', 'date of session', 'dyddiad', 'dyddiad y sesiwn'],
}

const FIELD_OF = new Map(
  FIELDS.flatMap((field) => HEADINGS[field].map((heading) => [heading, field] as const)),
)

/** The fields of a row of headings. Of two columns with one meaning the first counts. */
export function recognise(row: readonly string[]): Columns {
  const columns: Partial<Record<Field, number>> = {}
  row.forEach((heading, index) => {
    const field = FIELD_OF.get(fold(heading))
    if (field && columns[field] === undefined) columns[field] = index
  })
  return columns
}

/** Reports begin with lines about the meeting: the headings are the row that says most, among the first ones. */
const LOOKED_AT = 60

export interface Found {
  readonly headings: readonly string[]
  /** Index of the first row below. */
  readonly first: number
  /** Index after the last row of this table. */
  readonly end: number
  readonly columns: Columns
}

/** Where the table in a sheet is, and what its columns are. */
export function findTable(rows: readonly (readonly string[])[]): Found {
  const start = rows.slice(0, LOOKED_AT)
  const known = start.map((row) => Object.keys(recognise(row)).length)
  const most = Math.max(0, ...known)
  const filled = start.findIndex((row) => row.some((cell) => cell.trim() !== ''))
  const at = most > 0 ? known.indexOf(most) : Math.max(0, filled)
  const headings = (rows[at] ?? []).map((heading) => heading.trim())
  return { headings, first: at + 1, end: endOf(rows, at + 1), columns: recognise(headings) }
}

/** Teams puts several tables into one file, each below a line such as `3. In-Meeting Activities`. */
function endOf(rows: readonly (readonly string[])[], from: number): number {
  const next = rows.findIndex((row, index) => {
    const filled = row.filter((cell) => cell.trim() !== '')
    return index >= from && filled.length === 1 && /^\d+\. \p{L}/u.test(filled[0] ?? '')
  })
  return next < 0 ? rows.length : next
}

/** What a file most likely says, by the columns that it has. */
export function likelyMeaning({ score, duration }: Columns): Meaning {
  return score !== undefined && duration === undefined ? 'marks' : 'attendance'
}
