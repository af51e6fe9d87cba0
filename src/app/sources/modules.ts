import type { Kind } from '../../core/activity.ts'
import { suggestKind } from '../../core/index.ts'
import { MoodleError } from '../../moodle/index.ts'
import type { ModulesView } from '../contract/sources.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { enqueueRefresh } from '../launching/launch.ts'
import type { CourseActivity } from '../model.ts'
import { moodleCourseId } from '../reading/modules.ts'
import { requireStaff } from '../visiting/visit.ts'

export async function offersModules(deps: Deps, visit: Visit): Promise<boolean> {
  requireStaff(visit)
  return moodleCourseId(visit.course) !== null && (await deps.moodleSites.has(visit.course.platformId))
}

/** What Moodle has in the course, and which of it counts. Without a web service there is no such page. */
export async function modules(deps: Deps, visit: Visit): Promise<ModulesView> {
  requireStaff(visit)
  const { course } = visit
  const courseId = moodleCourseId(course)
  try {
    const client = await deps.moodleSites.of(course.platformId)
    if (!client || courseId === null)
      throw new AppError('page_not_found', 404, 'no web service was set up for this course')
    const [found, activities] = await Promise.all([
      client.modules(courseId),
      deps.store.activities.ofCourse(course.id),
    ])
    const by = new Map(activities.map((activity) => [activity.moduleId, activity]))
    return {
      modules: found.map((module) => ({
        ...module,
        activity: by.get(module.id) ?? null,
        suggestion: suggestKind(module.name, module.type),
      })),
    }
  } catch (error) {
    if (!(error instanceof MoodleError)) throw error
    return { fault: error.code, detail: error.detail }
  }
}

/** What is chosen counts from the next reading on, which begins at once. One that counts already stays as it is. */
export async function addModules(
  deps: Deps,
  visit: Visit,
  kinds: ReadonlyMap<string, Kind>,
): Promise<number> {
  const staff = requireStaff(visit)
  const view = await modules(deps, visit)
  if ('fault' in view) throw new AppError('moodle_unread', 409, `the web service told nothing: ${view.fault}`)
  const { id: courseId, platformId } = visit.course
  const chosen = view.modules.filter(({ id, activity }) => kinds.has(id) && activity === null)
  if (chosen.length === 0) throw new AppError('nothing_chosen', 400, 'nothing was chosen')
  const position = (await deps.store.activities.ofCourse(courseId)).length
  const rows = chosen.map(
    (module, index): CourseActivity => ({
      id: deps.random.uuid(),
      courseId,
      title: module.name,
      kind: kinds.get(module.id) ?? null,
      source: 'moodle',
      fault: 'not-read-yet',
      lineItemUrl: null,
      state: 'active',
      position: position + index,
      moduleId: module.id,
    }),
  )
  const at = isoNow(deps.clock)
  return deps.store.write(async (unit) => {
    const added = new Set(await unit.activities.insertModules(rows))
    // Another tutor was first with all of them.
    if (added.size === 0) return 0
    const line = { at, platformId, courseId, actorId: staff.id, subjectId: null, reason: null }
    await unit.audit.append(
      rows
        .filter(({ id }) => added.has(id))
        .map(({ id, kind, moduleId = null }) => ({
          ...line,
          action: 'activity.added',
          detail: { activity: id, module: moduleId, kind },
        })),
    )
    await enqueueRefresh(unit, courseId, at)
    return added.size
  })
}
