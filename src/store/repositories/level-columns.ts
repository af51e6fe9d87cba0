import type { LevelColumnRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createLevelColumns(db: Executor, { levelColumns }: Tables): LevelColumnRepository {
  return {
    async of(courseId) {
      const rows = await levelColumns.all(db, 'course_id = $1', [courseId])
      return new Map(rows.map((row) => [row.level, row.lineItemUrl]))
    },
    save: (courseId, level, lineItemUrl) =>
      db.atomically(async (unit) => {
        await levelColumns.insert(unit, [{ courseId, level, lineItemUrl }], { on: ['courseId', 'level'] })
        const stands = await levelColumns.one(unit, 'course_id = $1 AND level = $2', [courseId, level])
        return stands?.lineItemUrl ?? lineItemUrl
      }),
    async forget(courseId, level, lineItemUrl) {
      const sql = 'DELETE FROM level_columns WHERE course_id = $1 AND level = $2 AND line_item_url = $3'
      await db.write(sql, [courseId, level, lineItemUrl])
    },
  }
}
