import type { ActivityFault } from '../../core/activity.ts'
import type { LineItem } from '../../lti/types.ts'
import { ACTIVITY_COLUMN_TAG } from '../issuing/urls.ts'
import type { CourseActivity } from '../model.ts'

export interface ColumnNews {
  /** Activities that the VLE now shows, with their line item. */
  readonly appeared: readonly { readonly id: string; readonly lineItemUrl: string }[]
  /** Columns that people grade and that are no longer in the gradebook. */
  readonly gone: readonly string[]
}

/**
 * Compares the course's activities with the gradebook's columns of the tool. In a copied course a column still names the old
 * course's activity: `copied` says which one here stands for it.
 */
export function compareColumns(
  activities: readonly CourseActivity[],
  items: readonly LineItem[],
  copied: ReadonlyMap<string, string>,
): ColumnNews {
  const byActivity = new Map(
    items
      .filter((item) => item.tag === ACTIVITY_COLUMN_TAG)
      .flatMap(({ resourceId, id }) => (resourceId ? [[copied.get(resourceId) ?? resourceId, id]] : [])),
  )
  const appeared = activities.flatMap((activity) => {
    const lineItemUrl = byActivity.get(activity.id)
    const isNews =
      lineItemUrl !== undefined && (activity.state === 'offered' || activity.lineItemUrl === null)
    return isNews ? [{ id: activity.id, lineItemUrl }] : []
  })
  const urls = new Set(items.map((item) => item.id))
  const gone = activities
    .filter(
      (activity) =>
        isGraded(activity) &&
        activity.lineItemUrl &&
        !byActivity.has(activity.id) &&
        !urls.has(activity.lineItemUrl),
    )
    .map((activity) => activity.id)
  return { appeared, gone }
}

/** Whether people (or the VLE) grade this activity's column, so that the tool reads it and never posts to it. */
export function isGraded(activity: CourseActivity): boolean {
  return activity.source === 'column' || activity.source === 'mirror'
}

/** What a refusal by the VLE means for an activity; `null` for a passing failure, after which the last reading stands. */
export function faultOf(code: string): ActivityFault | null {
  if (code === 'scope_missing') return 'scope-missing'
  if (code === 'service_gone') return 'gone'
  if (code === 'service_refused') return 'refused'
  return null
}
