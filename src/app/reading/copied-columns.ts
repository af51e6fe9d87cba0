import type { LineItem } from '../../lti/types.ts'
import type { Deps } from '../deps.ts'
import { ACTIVITY_COLUMN_TAG } from '../issuing/urls.ts'
import { copyActivity } from '../launching/copied-activity.ts'
import { copyFound } from '../launching/copies.ts'
import type { Course, CourseActivity } from '../model.ts'

/**
 * Columns of ours that name an activity of another course of the platform came along when this course was copied: each gets an activity here.
 * Where there is none, nothing is written.
 */
export async function adoptCopiedColumns(
  deps: Deps,
  course: Course,
  activities: readonly CourseActivity[],
  items: readonly LineItem[],
  copied: ReadonlyMap<string, string>,
): Promise<CourseActivity[]> {
  const known = new Set([...activities.map(({ id }) => id), ...copied.keys()])
  const strange = items.filter(
    ({ tag, resourceId }) => tag === ACTIVITY_COLUMN_TAG && resourceId !== null && !known.has(resourceId),
  )
  const found = await Promise.all(
    strange.map(async (item) => ({
      item,
      old: await deps.store.activities.onPlatform(course.platformId, item.resourceId ?? ''),
    })),
  )
  const adopted = found.flatMap(({ item, old }) =>
    // A column of an activity that was removed here stays in the gradebook.
    old && old.courseId !== course.id && old.state !== 'removed' ? [{ item, old }] : [],
  )
  const [first] = adopted
  if (!first) return []
  return deps.store.write(async (unit) => {
    await unit.copies.save(copyFound(deps, course, first.old.courseId, 'link'))
    const made: CourseActivity[] = []
    for (const { item, old } of adopted) {
      const place = { title: item.label || old.title, lineItemUrl: item.id }
      const activity = await copyActivity(deps, unit, course, old, place)
      if (activity) made.push(activity)
    }
    return made
  })
}
