import type { ActivityRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

/** Sources whose activities a tutor puts into the course as links. */
const LISTED = `'check-in', 'coursework', 'checkpoint'`

/** Those of the course `$1`, as they stand in it. */
export const OF_COURSE = `course_id = $1 AND state <> 'removed' ORDER BY position, id`

export function createActivities(db: Executor, { activities }: Tables): ActivityRepository {
  return {
    ofCourse: (courseId) => activities.all(db, OF_COURSE, [courseId]),
    byId: (courseId, id) => activities.one(db, 'course_id = $1 AND id = $2', [courseId, id]),
    async onPlatform(platformId, id) {
      const where = 'id = $2 AND course_id IN (SELECT id FROM courses WHERE platform_id = $1)'
      return activities.one(db, where, [platformId, id])
    },
    async insert(rows) {
      await activities.insert(db, rows)
    },
    insertModules: (rows) =>
      activities.insertReturning(
        db,
        rows,
        { on: ['courseId', 'moduleId'], where: `module_id IS NOT NULL AND state <> 'removed'` },
        'id',
      ),
    async setKind(courseId, id, kind) {
      const sql =
        'UPDATE activities SET kind = $3 WHERE course_id = $1 AND id = $2 AND kind IS DISTINCT FROM $3'
      await db.write(sql, [courseId, id, kind])
    },
    async setFault(courseId, id, fault) {
      const sql =
        'UPDATE activities SET fault = $3 WHERE course_id = $1 AND id = $2 AND fault IS DISTINCT FROM $3'
      await db.write(sql, [courseId, id, fault])
    },
    async setGate(courseId, id, gate) {
      await db.write(
        // PostgreSQL knows the type of a bare parameter in neither place.
        `UPDATE activities SET gate = CAST($3 AS TEXT), fault = CASE WHEN CAST($3 AS TEXT) IS NULL THEN 'gate-missing' END
         WHERE course_id = $1 AND id = $2 AND source = 'checkpoint'`,
        [courseId, id, gate],
      )
    },
    async activate(courseId, id, lineItemUrl) {
      const changed = await db.write(
        // PostgreSQL knows the type of a bare parameter in none of these places.
        `UPDATE activities SET state = 'active', line_item_url = COALESCE(CAST($3 AS TEXT), line_item_url)
         WHERE course_id = $1 AND id = $2 AND
           (state = 'offered' OR (state = 'active' AND line_item_url IS NULL AND CAST($3 AS TEXT) IS NOT NULL))`,
        [courseId, id, lineItemUrl],
      )
      return changed === 1
    },
    removed: (courseId) =>
      activities.all(
        db,
        `course_id = $1 AND state = 'removed' AND source IN (${LISTED}, 'confirmation') ORDER BY position, id`,
        [courseId],
      ),
    async withdraw(courseId, id) {
      const changed = await db.write(
        `UPDATE activities SET state = 'removed' WHERE course_id = $1 AND id = $2 AND
           ((state = 'active' AND source = 'confirmation') OR (state = 'offered' AND source IN (${LISTED})
             AND NOT EXISTS (SELECT 1 FROM participation p WHERE p.activity_id = activities.id)
             AND NOT EXISTS (SELECT 1 FROM submissions s WHERE s.activity_id = activities.id)
             AND NOT EXISTS (SELECT 1 FROM work_drafts d WHERE d.activity_id = activities.id)))`,
        [courseId, id],
      )
      return changed === 1
    },
    async restore(courseId, id) {
      const changed = await db.write(
        `UPDATE activities SET state = CASE WHEN source = 'confirmation' THEN 'active' ELSE 'offered' END
         WHERE course_id = $1 AND id = $2 AND state = 'removed' AND source IN (${LISTED}, 'confirmation')`,
        [courseId, id],
      )
      return changed === 1
    },
    async remove(courseId, id) {
      await db.write(`UPDATE activities SET state = 'removed' WHERE course_id = $1 AND id = $2`, [
        courseId,
        id,
      ])
    },
  }
}
