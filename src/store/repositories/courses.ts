import type { CourseRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createCourses(db: Executor, { courses }: Tables): CourseRepository {
  return {
    byId: (id) => courses.one(db, 'id = $1', [id]),
    byContext: ({ platformId, deploymentId }, contextId) =>
      courses.one(db, 'platform_id = $1 AND deployment_id = $2 AND context_id = $3', [
        platformId,
        deploymentId,
        contextId,
      ]),
    list: () => courses.all(db, 'TRUE ORDER BY title, id', []),
    administeredBy: (personId) =>
      courses.all(
        db,
        `id IN (SELECT course_id FROM enrolments WHERE person_id = $1 AND active AND role = 'administrator')
         ORDER BY title, id`,
        [personId],
      ),
    ofPlatform: (platformId) => courses.all(db, 'platform_id = $1 ORDER BY id', [platformId]),
    upsert: (course, { keepTitle } = { keepTitle: false }) =>
      db.atomically(async (unit) => {
        await courses.insert(unit, [course], {
          on: ['platformId', 'deploymentId', 'contextId'],
          update: ['title', 'scopes'],
          fill: ['label', 'endsAt', 'membershipsUrl', 'lineItemsUrl', 'groupsUrl', 'guid'],
          // A launch without services (an anonymous one, say) names no scopes either.
          value: {
            scopes: `CASE WHEN excluded.scopes = '[]' THEN courses.scopes ELSE excluded.scopes END`,
            ...(keepTitle ? { title: 'courses.title' } : {}),
          },
        })
        const key = [course.platformId, course.deploymentId, course.contextId]
        const where = 'platform_id = $1 AND deployment_id = $2 AND context_id = $3'
        const stands = (await courses.one(unit, where, key)) ?? course
        return { course: stands, created: stands.id === course.id }
      }),
  }
}
