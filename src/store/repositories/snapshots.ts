import type { SnapshotRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createSnapshots(db: Executor, { snapshots }: Tables): SnapshotRepository {
  return {
    async ofCourse(courseId) {
      const rows = await snapshots.all(db, 'course_id = $1', [courseId])
      return new Map(rows.map((row) => [row.source, row]))
    },
    async save(rows) {
      await snapshots.insert(db, rows, { on: ['courseId', 'source'], update: ['entries', 'differences'] })
    },
  }
}
