import { readDay } from './dates.ts'
import type { Learners, MatchedBy } from './match.ts'
import type { ImportRecord, ImportSettings, Mark } from './types.ts'
import { readMinutes, readScore, readStatus, type Status, unitOf } from './values.ts'

/** A row of which nothing is written, and why. */
export interface LeftRow {
  /** As a spreadsheet counts. */
  readonly row: number
  /** Whom it names, as written there. */
  readonly label: string
}

export interface AmbiguousRow extends LeftRow {
  readonly among: readonly string[]
  /** `undefined`: nobody has chosen yet. */
  readonly chosen: string | null | undefined
}

export interface UnclearRow extends LeftRow {
  /** The word or number that could not be read. */
  readonly value: string
}

/** What the file says of one learner. */
export interface Wanted extends Mark {
  readonly personId: string
  readonly by: MatchedBy | 'choice'
  readonly rows: readonly number[]
  /** Attendance by duration: in all. */
  readonly minutes: number | null
  /** When it was, `YYYY-MM-DD`, by the file or by a person's word: of several rows the last day. */
  readonly day: string | null
}

export interface Reading {
  readonly wanted: ReadonlyMap<string, Wanted>
  readonly ambiguous: readonly AmbiguousRow[]
  readonly unknown: readonly LeftRow[]
  readonly unclear: readonly UnclearRow[]
  /** Rows that name nobody, or say nothing. */
  readonly blank: number
}

type Source = Pick<ImportRecord, 'settings' | 'choices' | 'headings' | 'firstRow' | 'createdAt'>

/** What one row says, before rows of the same person are put together. */
interface Saying {
  readonly status: Status
  readonly minutes: number | null
  readonly score: number | null
  readonly maximum: number | null
  readonly day: string | null
}

/** Goes through the rows of a register, some at a time. */
export class RegisterReader {
  private readonly sayings = new Map<string, { by: Wanted['by']; rows: number[]; says: Saying[] }>()
  private readonly ambiguous: AmbiguousRow[] = []
  private readonly unknown: LeftRow[] = []
  private readonly unclear: UnclearRow[] = []
  private blank = 0
  private next: number
  /** Nobody was there in days to come; where the tool is it may be a day later than in UTC. */
  private readonly latest: string
  private readonly source: Source
  private readonly learners: Learners

  constructor(source: Source, learners: Learners) {
    this.source = source
    this.learners = learners
    this.next = source.firstRow
    this.latest = new Date(Date.parse(source.createdAt) + 86_400_000).toISOString().slice(0, 10)
  }

  add(rows: readonly (readonly string[])[]): void {
    for (const row of rows) {
      this.addRow(row, this.next)
      this.next += 1
    }
  }

  result(): Reading {
    const wanted = new Map<string, Wanted>()
    for (const [personId, { by, rows, says }] of this.sayings)
      wanted.set(personId, { personId, by, rows, ...together(says, this.source.settings) })
    const { ambiguous, unknown, unclear, blank } = this
    return { wanted, ambiguous, unknown, unclear, blank }
  }

  private addRow(row: readonly string[], number: number): void {
    const { columns } = this.source.settings
    const cell = (index: number | undefined) => (index === undefined ? '' : (row[index] ?? '').trim())
    const name = cell(columns.name) || `${cell(columns.firstName)} ${cell(columns.lastName)}`.trim()
    const identity = { email: cell(columns.email), studentId: cell(columns.studentId), name }
    const label = name || identity.email || identity.studentId || cell(columns.username)
    const said = label === '' ? null : this.sayingOf(cell, label, number)
    if (said === null) {
      this.blank += 1
      return
    }
    if (said === 'unclear') return
    const written = cell(columns.date)
    const day = written === '' ? (this.source.settings.day ?? null) : readDay(written)
    if (written !== '' && (day === null || day > this.latest)) {
      this.unclear.push({ row: number, label, value: written })
      return
    }
    const says = { ...said, day }
    const match = this.learners.find(identity)
    if (match === null) this.unknown.push({ row: number, label })
    else if ('personId' in match) this.keep(match.personId, match.by, number, says)
    else {
      const choice = this.source.choices[number]
      const chosen = choice && !match.among.includes(choice) ? undefined : choice
      this.ambiguous.push({ row: number, label, among: match.among, chosen })
      if (chosen) this.keep(chosen, 'choice', number, says)
    }
  }

  private keep(personId: string, by: Wanted['by'], row: number, saying: Saying): void {
    const known = this.sayings.get(personId)
    if (known) {
      known.rows.push(row)
      known.says.push(saying)
    } else this.sayings.set(personId, { by, rows: [row], says: [saying] })
  }

  /** `null`: it says nothing; `unclear`: nobody can tell what, which is remembered. */
  private sayingOf(
    cell: (index: number | undefined) => string,
    label: string,
    row: number,
  ): Omit<Saying, 'day'> | 'unclear' | null {
    const { columns, meaning } = this.source.settings
    const unclear = (value: string) => {
      this.unclear.push({ row, label, value })
      return 'unclear' as const
    }
    const nothing = { status: 'present', minutes: null, score: null, maximum: null } as const
    if (meaning === 'marks') {
      const text = cell(columns.score)
      if (text === '') return null
      const read = readScore(text)
      const possible = cell(columns.maximum)
      const maximum = possible === '' ? read?.maximum : readScore(possible)?.score
      if (read === null || maximum === undefined) return unclear(read === null ? text : possible)
      return { ...nothing, score: read.score, maximum: maximum ?? this.source.settings.outOf }
    }
    const word = cell(columns.status)
    if (columns.status !== undefined) {
      if (word === '') return null
      const status = readStatus(word)
      if (status === null) return unclear(word)
      if (columns.duration === undefined || status !== 'present' || meaning === 'done')
        return { ...nothing, status }
    }
    // To be listed is to have been there.
    if (columns.duration === undefined || meaning === 'done') return nothing
    const text = cell(columns.duration)
    if (text === '') return null
    const minutes = readMinutes(text, unitOf(this.source.headings[columns.duration] ?? ''))
    return minutes === null ? unclear(text) : { ...nothing, minutes }
  }
}

const BEST: readonly Status[] = ['present', 'late', 'excused', 'absent']

/** Somebody who is in the file more than once: minutes add up, and of words and marks the best counts. */
function together(
  says: readonly Saying[],
  settings: ImportSettings,
): Omit<Wanted, 'personId' | 'by' | 'rows'> {
  const day = says.reduce<string | null>(
    (last, one) => ((one.day ?? '') > (last ?? '') ? one.day : last),
    null,
  )
  if (settings.meaning === 'marks') {
    const best = says.reduce((a, b) => (share(b) > share(a) ? b : a))
    // As for a gradebook column: tutors give 0 for work that never came.
    return {
      completed: (best.score ?? 0) > 0,
      score: best.score,
      maximum: best.maximum,
      standing: null,
      minutes: null,
      day,
    }
  }
  const timed = says.filter(({ minutes }) => minutes !== null)
  const minutes = timed.length === 0 ? null : timed.reduce((sum, saying) => sum + (saying.minutes ?? 0), 0)
  const short =
    minutes !== null && settings.minutes !== null && Math.round(minutes * 60) < settings.minutes * 60
  const statuses = says.map((saying) => (saying.minutes !== null && short ? 'absent' : saying.status))
  const status = BEST.find((one) => statuses.includes(one)) ?? 'absent'
  return {
    completed: status === 'present' || status === 'late',
    score: null,
    maximum: null,
    standing: status === 'late' || status === 'excused' ? status : null,
    minutes,
    day,
  }
}

const share = ({ score, maximum }: Saying) => (score ?? 0) / (maximum || 1)
