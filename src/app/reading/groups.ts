import { GROUPS_SCOPE, LtiError } from '../../lti/index.ts'
import type { Deps } from '../deps.ts'
import type { Course, CourseGroup } from '../model.ts'

/**
 * The groups of a course (LTI Course Groups Service 1.0 §3.1) where they differ from those known; `null`: nothing is new, the VLE offers none, or does not
 * tell now. Groups only help to find people, so that nothing waits for them. With a token of their own: a platform that refuses their scope refuses nothing else.
 */
export async function readGroups(deps: Deps, course: Course): Promise<CourseGroup[] | null> {
  const { groupsUrl } = course
  const platform = groupsUrl ? await deps.store.platforms.byId(course.platformId) : null
  if (!groupsUrl || !platform) return null
  const found = new Map<string, CourseGroup>()
  try {
    for await (const page of deps.lti.services(platform, [GROUPS_SCOPE]).groups(groupsUrl))
      for (const { id, name } of page) found.set(id, { id, name: name || id })
  } catch (error) {
    if (!(error instanceof LtiError)) throw error
    deps.log.info({ course: course.id, code: error.code }, 'the groups cannot be read now')
    return null
  }
  const known = await deps.store.groups.of(course.id)
  const isKnown = ({ id, name }: CourseGroup) => known.some((one) => one.id === id && one.name === name)
  return known.length === found.size && [...found.values()].every(isKnown) ? null : [...found.values()]
}
