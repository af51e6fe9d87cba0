import type { CopyRepository } from '../../app/ports.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createCopies(
  db: Executor,
  { activities, activityLinks, copiedActivities, courseCopies }: Tables,
): CopyRepository {
  return {
    of: (courseId) => courseCopies.one(db, 'course_id = $1', [courseId]),
    async save(copy) {
      await courseCopies.insert(db, [copy], { on: ['courseId'] })
    },
    async vouch(courseId) {
      await db.write('UPDATE course_copies SET vouched = TRUE WHERE course_id = $1', [courseId])
    },
    async decide(courseId, decision, by, at) {
      const changed = await db.write(
        `UPDATE course_copies SET decision = $2, decided_by = $3, decided_at = $4
         WHERE course_id = $1 AND (decision IS NULL OR decision <> 'taken')`,
        [courseId, decision, by, at],
      )
      return changed === 1
    },
    async activities(courseId) {
      const rows = await copiedActivities.all(db, 'course_id = $1', [courseId])
      return new Map(rows.map((row) => [row.originActivityId, row.activityId]))
    },
    async activityFor(courseId, originActivityId) {
      const where = 'course_id = $1 AND origin_activity_id = $2'
      const found = await copiedActivities.one(db, where, [courseId, originActivityId])
      return found?.activityId ?? null
    },
    addActivity: async (courseId, originActivityId, activityId) =>
      (await copiedActivities.insert(db, [{ courseId, originActivityId, activityId }], {
        on: ['courseId', 'originActivityId'],
      })) === 1,
    async saveLink(courseId, linkId, activityId) {
      await activityLinks.insert(db, [{ courseId, linkId, activityId }], { on: ['courseId', 'linkId'] })
    },
    async activitiesByLink({ platformId, deploymentId }, linkIds) {
      const rows = await db.read(
        `SELECT l.link_id AS "linkId", ${activities.select('a')} FROM activity_links l
         JOIN activities a ON a.id = l.activity_id JOIN courses c ON c.id = l.course_id
         WHERE c.platform_id = $1 AND c.deployment_id = $2 AND l.link_id ${inList(db.dialect, 3)}`,
        [platformId, deploymentId, listValue(db.dialect, linkIds)],
      )
      return new Map(rows.map((row) => [String(row.linkId), activities.decode(row)]))
    },
  }
}
