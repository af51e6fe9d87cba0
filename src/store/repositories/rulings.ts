import type { RulingRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createRulings(db: Executor, { rulings }: Tables): RulingRepository {
  return {
    add: (rows) =>
      rulings.insert(db, rows, { on: ['courseId', 'personId', 'level', 'ruling', 'criteriaVersion'] }),
    ofLearner: (courseId, personId) =>
      rulings.all(db, 'course_id = $1 AND person_id = $2 ORDER BY decided_at', [courseId, personId]),
  }
}
