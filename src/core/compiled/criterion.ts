import type { Criterion, Target } from '../criteria.ts'
import { targeted } from '../leaves/counting.ts'
import { indexOf } from '../look-up.ts'
import type { CourseFacts } from '../progress.ts'
import * as leaves from './leaves.ts'
import { type Answer, type Judge, MET, NOT_YET, settled, UNKNOWN } from './outcome.ts'

/** One condition, and everything in it, as a function of a row: what the course decides is decided once and not once a learner. */
export function compileCriterion(context: leaves.Compiling, criterion: Criterion): Judge {
  switch (criterion.type) {
    case 'all':
      return every(criterion.of.map((child) => compileCriterion(context, child)))
    case 'any':
      return alternatives(context, criterion.of, 1)
    case 'at-least':
      return alternatives(context, criterion.of, criterion.n)
    case 'completed':
      return leaves.completed(context, criterion)
    case 'scored':
      return leaves.scored(context, criterion)
    case 'attended':
      return leaves.attended(context, criterion)
    case 'confirmed':
      return leaves.confirmed(context, criterion)
    case 'evidence':
      return leaves.evidence(context, criterion)
  }
}

function every(children: readonly Judge[]): Judge {
  return (row) => {
    let least: Answer = MET
    for (const child of children) {
      const answer = child(row)
      if (answer === NOT_YET) return NOT_YET
      if (answer < least) least = answer
    }
    return least
  }
}

/** As the plain rule settles it: a way that the course does not offer is "not yet" where enough others are offered. */
function alternatives(context: leaves.Compiling, of: readonly Criterion[], need: number): Judge {
  const offered = of.filter((child) => isOffered(context.course, child))
  const open = offered.length >= need ? offered : of
  const children = open.map((child) => compileCriterion(context, child))
  const least = Math.max(1, need)
  return (row) => {
    let met = 0
    let unknown = 0
    for (const child of children) {
      const answer = child(row)
      if (answer === MET) met += 1
      else if (answer === UNKNOWN) unknown += 1
      if (met >= least) return MET
    }
    return settled(met, unknown, least)
  }
}

function isOffered({ activities }: CourseFacts, criterion: Criterion): boolean {
  const kind = kindOf(criterion)
  return kind === null || targeted(indexOf(activities), kind).length > 0
}

function kindOf(criterion: Criterion): Target | null {
  if (criterion.type === 'attended') return { kind: 'attendance' }
  if (criterion.type !== 'completed' && criterion.type !== 'scored') return null
  return 'kind' in criterion.target ? criterion.target : null
}
