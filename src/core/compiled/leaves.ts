import type { Criterion, Need, Target } from '../criteria.ts'
import { addMonths } from '../instant.ts'
import { LEVEL_IDS, type Level } from '../ladder.ts'
import { share } from '../leaves/attended.ts'
import { needed, targeted } from '../leaves/counting.ts'
import { TOLERANCE } from '../leaves/scored.ts'
import { indexOf } from '../look-up.ts'
import type { CourseFacts } from '../progress.ts'
import { always, type Judge, MET, NOT_YET, settled, UNKNOWN } from './outcome.ts'
import { type FactsTable, LEVELS } from './table.ts'

export interface Compiling {
  readonly course: CourseFacts
  readonly table: FactsTable
  readonly level: Level
}

type Leaf<T extends Criterion['type']> = Extract<Criterion, { type: T }>

export function completed(context: Compiling, { target, need }: Leaf<'completed'>): Judge {
  return done(context, target, (total) => needed(need)(total, total))
}

export function attended(context: Compiling, { percent }: Leaf<'attended'>): Judge {
  return done(context, { kind: 'attendance' }, (total) => share(percent, total))
}

/** Activities of a target as cells of a row, and which of them cannot be read. `null`: there are none. */
function cellsOf({ course, table }: Compiling, target: Target) {
  const activities = targeted(indexOf(course.activities), target)
  if (activities.length === 0) return null
  return {
    cells: Int32Array.from(activities, ({ id }) => table.cells.get(id) ?? -1),
    unread: Uint8Array.from(activities, ({ fault }) => (fault ? 1 : 0)),
    // What a checkpoint without a stated gate proves has yet to be said.
    unsaid: Uint8Array.from(activities, ({ fault }) => (fault === 'gate-missing' ? 1 : 0)),
  }
}

function done(context: Compiling, target: Target, needOf: (total: number) => number): Judge {
  const found = cellsOf(context, target)
  if (!found) return always(UNKNOWN)
  const { cells, unread, unsaid } = found
  const least = Math.max(1, needOf(cells.length))
  const { completed, width } = context.table
  return (row) => {
    const start = row * width
    let met = 0
    let unknown = 0
    for (let index = 0; index < cells.length; index += 1) {
      if (completed[start + (cells[index] as number)] === 1 && unsaid[index] === 0) met += 1
      else unknown += unread[index] as number
    }
    return settled(met, unknown, least)
  }
}

export function scored(context: Compiling, { target, need, percent }: Leaf<'scored'>): Judge {
  const found = cellsOf(context, target)
  if (!found) return always(UNKNOWN)
  const { cells, unread, unsaid } = found
  const least = leastOf(need, cells.length)
  const { scores, maxima, width } = context.table
  return (row) => {
    const start = row * width
    let met = 0
    let unknown = 0
    for (let index = 0; index < cells.length; index += 1) {
      const cell = start + (cells[index] as number)
      const maximum = maxima[cell] as number
      // Word for word as the plain rule has it, so that nothing is rounded otherwise; `NaN` reaches nothing.
      const reached = ((scores[cell] as number) + TOLERANCE * maximum) * 100 >= percent * maximum
      if (reached && unsaid[index] === 0) met += 1
      else unknown += unread[index] as number
    }
    return settled(met, unknown, least)
  }
}

const leastOf = (need: Need, total: number) => Math.max(1, needed(need)(total, total))

export function confirmed({ table }: Compiling, { statement }: Leaf<'confirmed'>): Judge {
  const column = table.confirmed.get(statement)
  if (!column) throw new Error(`the table has no column for the statement "${statement}"`)
  return (row) => (column[row] === 1 ? MET : NOT_YET)
}

/** Time runs from the course's end, for everybody alike, or else from the award of the highest level below. */
export function evidence({ course, table, level }: Compiling, { months, from }: Leaf<'evidence'>): Judge {
  const { accepted, acceptedAt, awardedAt, held } = table
  const below = level.requires.map((id) => LEVEL_IDS.indexOf(id))
  const allBelow = below.reduce((bits, index) => bits | (1 << index), 0)
  const ends = from === 'course-end' && course.endsAt !== null ? addMonths(course.endsAt, months) : null
  const fixed = ends === null ? null : Date.parse(ends)
  const order = course.ladder.levels.map(({ id }) => LEVEL_IDS.indexOf(id))
  const highest = order.findLast((index) => below.includes(index))
  return (row) => {
    if (((held[row] as number) & allBelow) !== allBelow || accepted[row] === 0) return NOT_YET
    const deadline =
      fixed ?? (highest === undefined ? null : later(awardedAt[row * LEVELS + highest] as number, months))
    return deadline === null || (acceptedAt[row] as number) <= deadline ? MET : NOT_YET
  }
}

/** `null` where there is no such time: then there is no deadline. */
function later(milliseconds: number, months: number): number | null {
  const time = new Date(milliseconds)
  const end = Number.isNaN(time.getTime()) ? null : addMonths(time.toISOString(), months)
  return end === null ? null : Date.parse(end)
}
