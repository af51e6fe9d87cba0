import type { CourseRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import { isNews, type OnConflict } from '../insert.ts'
import type { Rows, Tables } from '../models/index.ts'

/** A launch without services (an anonymous one, say) names no scopes either. */
const LAUNCHED: OnConflict<Rows['courses']> = {
  on: ['platformId', 'deploymentId', 'contextId'],
  update: ['title', 'scopes'],
  fill: ['label', 'endsAt', 'membershipsUrl', 'lineItemsUrl', 'groupsUrl', 'guid'],
  value: { scopes: `CASE WHEN excluded.scopes = '[]' THEN courses.scopes ELSE excluded.scopes END` },
}
/** Of the platform `$1` and its deployment `$2`. */
export const OF_CONTEXT = 'platform_id = $1 AND deployment_id = $2 AND context_id = $3'

export function createCourses(db: Executor, { courses }: Tables): CourseRepository {
  return {
    byId: (id) => courses.one(db, 'id = $1', [id]),
    byContext: ({ platformId, deploymentId }, contextId) =>
      courses.one(db, OF_CONTEXT, [platformId, deploymentId, contextId]),
    list: () => courses.all(db, 'TRUE ORDER BY title, id', []),
    administeredBy: (personId) =>
      courses.all(
        db,
        `id IN (SELECT course_id FROM enrolments WHERE person_id = $1 AND active AND role = 'administrator')
         ORDER BY title, id`,
        [personId],
      ),
    ofPlatform: (platformId) => courses.all(db, 'platform_id = $1 ORDER BY id', [platformId]),
    async upsert(course, { keepTitle = false, known = null } = {}) {
      if (known && !isNews(LAUNCHED, known, course)) return { course: known, created: false }
      return db.atomically(async (unit) => {
        const value = { ...LAUNCHED.value, ...(keepTitle ? { title: 'courses.title' } : {}) }
        await courses.insert(unit, [course], { ...LAUNCHED, value })
        const key = [course.platformId, course.deploymentId, course.contextId]
        const stands = (await courses.one(unit, OF_CONTEXT, key)) ?? course
        return { course: stands, created: stands.id === course.id }
      })
    },
  }
}
