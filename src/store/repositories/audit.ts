import type { AuditRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createAudit(db: Executor, { auditLines }: Tables): AuditRepository {
  return {
    async append(lines) {
      await auditLines.insert(db, lines)
    },
    ofCourse: (courseId, limit) =>
      auditLines.all(db, 'course_id = $1 ORDER BY at DESC, seq DESC LIMIT $2', [courseId, limit]),
    latest: (courseId, action) =>
      auditLines.one(db, 'course_id = $1 AND action = $2 ORDER BY at DESC, seq DESC LIMIT 1', [
        courseId,
        action,
      ]),
  }
}
