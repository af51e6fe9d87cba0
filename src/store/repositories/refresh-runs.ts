import type { RefreshRunRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createRefreshRuns(db: Executor, { refreshRuns }: Tables): RefreshRunRepository {
  return {
    of: (courseId) => refreshRuns.one(db, 'course_id = $1', [courseId]),
    ofPlatform: (platformId) =>
      refreshRuns.all(db, 'course_id IN (SELECT id FROM courses WHERE platform_id = $1)', [platformId]),
    async save(run) {
      await refreshRuns.insert(db, [run], {
        on: ['courseId'],
        update: ['state', 'requestedAt', 'startedAt', 'succeededAt', 'done', 'total', 'error', 'errorDetail'],
      })
    },
    async note(run, facts) {
      await refreshRuns.insert(db, [run], { on: ['courseId'], update: facts })
    },
  }
}
