import type { PostedScoreRepository } from '../../app/ports.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createPostedScores(db: Executor, { postedScores }: Tables): PostedScoreRepository {
  return {
    async offer(scores) {
      await postedScores.insert(
        db,
        scores.map((score) => ({ ...score, clearedAt: null })),
        { on: ['activityId', 'personId'], update: ['postedAt'] },
      )
    },
    async cleared(activityId, personIds) {
      const rows = await postedScores.all(
        db,
        `activity_id = $1 AND cleared_at IS NOT NULL AND person_id ${inList(db.dialect, 2)}`,
        [activityId, listValue(db.dialect, personIds)],
      )
      return new Map(rows.map(({ personId, clearedAt }) => [personId, clearedAt ?? '']))
    },
    async orphaned(activityId, { personId, after, limit }) {
      const rows = await db.read(
        `SELECT ${postedScores.select('s')}, p.sub AS "sub", r.observed_at AS "takenBackAt"
         FROM posted_scores s JOIN people p ON p.id = s.person_id
         LEFT JOIN participation r ON r.activity_id = s.activity_id AND r.person_id = s.person_id
         WHERE s.activity_id = $1 AND s.person_id > $2 AND (CAST($3 AS TEXT) IS NULL OR s.person_id = CAST($3 AS TEXT))
           AND (s.cleared_at IS NULL OR s.cleared_at < s.posted_at) AND NOT COALESCE(r.completed, FALSE)
         ORDER BY s.person_id LIMIT $4`,
        [activityId, after ?? '', personId, limit],
      )
      return rows.map((row) => ({
        ...postedScores.decode(row),
        sub: String(row.sub),
        takenBackAt: row.takenBackAt === null ? null : String(row.takenBackAt),
      }))
    },
    async markCleared(activityId, personId, at) {
      await db.write('UPDATE posted_scores SET cleared_at = $3 WHERE activity_id = $1 AND person_id = $2', [
        activityId,
        personId,
        at,
      ])
    },
  }
}
