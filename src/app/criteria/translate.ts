import type { Criterion } from '../../core/criteria.ts'
import { type CourseCriteria, LEVEL_IDS } from '../../core/ladder.ts'
import { namedActivities } from '../../core/named-activities.ts'
import type { CourseActivity } from '../model.ts'

type Named = Pick<CourseActivity, 'id' | 'title' | 'source'>
/** Id of an activity elsewhere → the one here that stands for it. */
export type Pairs = ReadonlyMap<string, CourseActivity>

/** By id, where it is the same activity or a known copy; else by kind of source and title, where only one is called so. */
export function paired(
  old: readonly Named[],
  activities: readonly CourseActivity[],
  copied: ReadonlyMap<string, string>,
): Map<string, CourseActivity> {
  const byId = new Map(activities.map((activity) => [activity.id, activity]))
  const taken = new Set(copied.values())
  const pairs = old.map((one) => {
    const byLink = byId.get(copied.get(one.id) ?? one.id)
    const alike = activities.filter(
      ({ id, source, title }) => source === one.source && title === one.title && !taken.has(id),
    )
    return [one.id, byLink ?? (alike.length === 1 ? alike[0] : undefined)] as const
  })
  return new Map(pairs.filter((pair): pair is [string, CourseActivity] => pair[1] !== undefined))
}

/** Criteria with this course's activities in place of the others; `null` where one of those has no counterpart. */
export function translated(criteria: CourseCriteria, pairs: Pairs): CourseCriteria | null {
  const complete = namedActivities(criteria).every((id) => pairs.has(id))
  return complete ? translateKnown(criteria, pairs) : null
}

/** The same, leaving as it is what has no counterpart. */
export function translateKnown(criteria: CourseCriteria, pairs: Pairs): CourseCriteria {
  const levels = LEVEL_IDS.map((id) => {
    const criterion = translate(criteria[id].criterion, pairs)
    return [id, { ...criteria[id], criterion }] as const
  })
  return Object.fromEntries(levels) as CourseCriteria
}

function translate(criterion: Criterion, pairs: Pairs): Criterion {
  if ('of' in criterion) return { ...criterion, of: criterion.of.map((child) => translate(child, pairs)) }
  if (!('target' in criterion) || 'kind' in criterion.target) return criterion
  const activity = pairs.get(criterion.target.activity)
  return activity ? { ...criterion, target: { activity: activity.id } } : criterion
}
