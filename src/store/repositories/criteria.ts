import type { CriteriaRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

/** The latest of the course `$1`. */
export const CURRENT = 'course_id = $1 ORDER BY version DESC LIMIT 1'

export function createCriteria(db: Executor, { criteriaVersions }: Tables): CriteriaRepository {
  return {
    current: (courseId) => criteriaVersions.one(db, CURRENT, [courseId]),
    version: (courseId, version) =>
      criteriaVersions.one(db, 'course_id = $1 AND version = $2', [courseId, version]),
    history: (courseId) => criteriaVersions.all(db, 'course_id = $1 ORDER BY version DESC', [courseId]),
    add: async (version) =>
      (await criteriaVersions.insert(db, [version], { on: ['courseId', 'version'] })) === 1,
  }
}
