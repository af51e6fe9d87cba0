import type { Activity } from '../activity.ts'
import { instant } from '../instant.ts'
import { LEVEL_IDS, type LevelId } from '../ladder.ts'
import type { Confirmation, Evidence, Participation } from '../participation.ts'
import type { Award } from '../progress.ts'

/** One learner's facts as flat as a database gives them by the thousand. `record`: activity id, completed, score, maximum, standing. */
export interface FlatFacts {
  readonly records: readonly FlatRecord[]
  /** Statements that a tutor confirmed. */
  readonly confirmed: readonly Confirmation['statement'][]
  readonly evidence: readonly (readonly [submittedAt: string, state: Evidence['state']])[]
  readonly awards: readonly (readonly [level: LevelId, state: Award['state'], awardedAt: string])[]
  /** They have more time than the criteria give. */
  readonly extended?: boolean
}

export type FlatRecord = readonly [
  activityId: string,
  completed: boolean | number,
  score: number | null,
  maximum: number | null,
  standing: NonNullable<Participation['standing']> | null,
]

/**
 * What so many learners did, as numbers: one row a learner, one cell an activity, row after row. Made once and filled again
 * for the next learners, so that a course of any size takes the memory of a page.
 */
export interface FactsTable {
  readonly width: number
  /** Activity id → its cell within a row. */
  readonly cells: ReadonlyMap<string, number>
  /** 1 where the source says that it is done. */
  readonly completed: Uint8Array
  /** `NaN` where there is no score, or nothing to reach. */
  readonly scores: Float64Array
  readonly maxima: Float64Array
  /** Levels held, and levels that were once withdrawn, one bit each in the order of `LEVEL_IDS`. */
  readonly held: Uint8Array
  readonly withdrawn: Uint8Array
  /** When each level that is held was awarded, in milliseconds; `NaN` where the time is none. Three a row. */
  readonly awardedAt: Float64Array
  /** 1 where evidence was accepted, and when the earliest of it was handed in. */
  readonly accepted: Uint8Array
  readonly acceptedAt: Float64Array
  /** Statement → 1 where a tutor confirmed it. */
  readonly confirmed: ReadonlyMap<string, Uint8Array>
  /**
   * Fills a row. `false` where the learner's facts do not fit into it, and must be judged by the plain rules: two records of one activity, two awards of
   * one level, whoever was late or excused, or has more time, and a confirmation of something else than a statement.
   */
  fill(row: number, facts: FlatFacts): boolean
}

export const LEVELS = LEVEL_IDS.length

export function createFactsTable(
  activities: readonly Activity[],
  statements: Iterable<string>,
  rows: number,
): FactsTable {
  const cells = new Map(activities.map(({ id }, index) => [id, index]))
  const width = cells.size
  const table = {
    width,
    cells,
    completed: new Uint8Array(rows * width),
    scores: new Float64Array(rows * width),
    maxima: new Float64Array(rows * width),
    held: new Uint8Array(rows),
    withdrawn: new Uint8Array(rows),
    awardedAt: new Float64Array(rows * LEVELS),
    accepted: new Uint8Array(rows),
    acceptedAt: new Float64Array(rows),
    confirmed: new Map([...statements].map((statement) => [statement, new Uint8Array(rows)])),
  }
  const fill: FactsTable['fill'] = (row, facts) => {
    clear(table, row)
    return (
      !facts.extended &&
      fillRecords(table, row, facts.records) &&
      fillConfirmed(table, row, facts.confirmed) &&
      fillAwards(table, row, facts.awards) &&
      fillEvidence(table, row, facts.evidence)
    )
  }
  return { ...table, fill }
}

type Cells = Omit<FactsTable, 'fill'>

function clear(table: Cells, row: number): void {
  const start = row * table.width
  table.completed.fill(0, start, start + table.width)
  // What was not seen is told from what was seen without a score: see `fillRecords`.
  table.scores.fill(Number.NEGATIVE_INFINITY, start, start + table.width)
  table.maxima.fill(Number.NaN, start, start + table.width)
  table.held[row] = 0
  table.withdrawn[row] = 0
  table.accepted[row] = 0
  table.acceptedAt[row] = Number.POSITIVE_INFINITY
  for (const column of table.confirmed.values()) column[row] = 0
}

function fillRecords(table: Cells, row: number, records: readonly FlatRecord[]): boolean {
  const { cells, completed, scores, maxima, width } = table
  for (const [activityId, done, score, maximum, standing] of records) {
    const index = cells.get(activityId)
    // Of an activity that does not count: nothing asks for it.
    if (index === undefined) continue
    const cell = row * width + index
    if (standing !== null || scores[cell] !== Number.NEGATIVE_INFINITY) return false
    completed[cell] = done ? 1 : 0
    const counts = score !== null && maximum !== null && maximum > 0
    scores[cell] = counts ? score : Number.NaN
    maxima[cell] = counts ? maximum : Number.NaN
  }
  return true
}

function fillConfirmed({ confirmed }: Cells, row: number, statements: readonly string[]): boolean {
  for (const statement of statements) {
    if (statement === '') return false
    const column = confirmed.get(statement)
    if (column) column[row] = 1
  }
  return true
}

function fillAwards(table: Cells, row: number, awards: FlatFacts['awards']): boolean {
  for (const [level, state, awardedAt] of awards) {
    const index = LEVEL_IDS.indexOf(level)
    const bit = 1 << index
    if (state === 'withdrawn') table.withdrawn[row] = (table.withdrawn[row] ?? 0) | bit
    else if ((table.held[row] ?? 0) & bit) return false
    else {
      table.held[row] = (table.held[row] ?? 0) | bit
      table.awardedAt[row * LEVELS + index] = instant(awardedAt)
    }
  }
  return true
}

function fillEvidence(table: Cells, row: number, evidence: FlatFacts['evidence']): boolean {
  for (const [submittedAt, state] of evidence) {
    if (state !== 'accepted') continue
    table.accepted[row] = 1
    const at = instant(submittedAt)
    if (at < (table.acceptedAt[row] ?? 0)) table.acceptedAt[row] = at
  }
  return true
}
