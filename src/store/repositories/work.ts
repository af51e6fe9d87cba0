import type { WorkRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createWork(db: Executor, { submissions, evidence }: Tables): WorkRepository {
  return {
    submission: (activityId, personId) =>
      submissions.one(db, 'activity_id = $1 AND person_id = $2', [activityId, personId]),
    submissions: (courseId, personId) =>
      submissions.all(
        db,
        'person_id = $2 AND activity_id IN (SELECT id FROM activities WHERE course_id = $1) ORDER BY submitted_at DESC, id',
        [courseId, personId],
      ),
    async submit(submission) {
      await submissions.insert(db, [submission], {
        on: ['activityId', 'personId'],
        update: ['text', 'url', 'submittedAt'],
      })
    },
    evidence: (courseId, personId) =>
      evidence.all(db, 'course_id = $1 AND person_id = $2 ORDER BY submitted_at DESC, id', [
        courseId,
        personId,
      ]),
    evidenceById: (courseId, id) => evidence.one(db, 'course_id = $1 AND id = $2', [courseId, id]),
    submitEvidence: async (record) =>
      (await evidence.insert(db, [record], {
        on: ['courseId', 'personId'],
        where: `state = 'submitted'`,
      })) === 1,
  }
}
