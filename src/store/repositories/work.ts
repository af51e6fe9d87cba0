import type { WorkRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export const LATEST_FIRST = 'ORDER BY submitted_at DESC, id'

export function createWork(db: Executor, { evidence }: Tables): WorkRepository {
  return {
    evidence: (courseId, personId) =>
      evidence.all(db, `course_id = $1 AND person_id = $2 ${LATEST_FIRST}`, [courseId, personId]),
    evidenceById: (courseId, id) => evidence.one(db, 'course_id = $1 AND id = $2', [courseId, id]),
    submitEvidence: async (record) =>
      (await evidence.insert(db, [record], {
        on: ['courseId', 'personId'],
        where: `state = 'submitted'`,
      })) === 1,
  }
}
