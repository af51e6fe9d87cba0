import type { Criterion } from './criteria.ts'
import { type CourseCriteria, LEVEL_IDS } from './ladder.ts'

/** Ids of the activities that criteria name, each once, in the order of the levels. */
export function namedActivities(criteria: CourseCriteria): string[] {
  return [...new Set(LEVEL_IDS.flatMap((level) => namedIn(criteria[level].criterion)))]
}

function namedIn(criterion: Criterion): string[] {
  if ('of' in criterion) return criterion.of.flatMap(namedIn)
  return 'target' in criterion && 'activity' in criterion.target ? [criterion.target.activity] : []
}
