import type { Credential } from '../../app/model.ts'
import type { CredentialRepository, Random } from '../../app/ports.ts'
import { LEVEL_IDS, type LevelId } from '../../core/ladder.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'
import { BATCH } from '../table.ts'
import { reserveStatus } from './status-lists.ts'

const height = (level: LevelId) => LEVEL_IDS.indexOf(level)

export function createCredentials(db: Executor, tables: Tables, random: Random): CredentialRepository {
  const { credentials, achievements, statusLists, scoreRefusals } = tables
  return {
    byId: (id) => credentials.one(db, 'id = $1', [id]),
    async ofLearner(courseId, personId) {
      const found = await credentials.all(db, 'course_id = $1 AND person_id = $2 ORDER BY awarded_at, id', [
        courseId,
        personId,
      ])
      return found.sort((a, b) => height(a.level) - height(b.level))
    },
    award: (rows) =>
      db.atomically((unit) =>
        credentials.insertReturning(
          unit,
          // Lowest level first: the database refuses one whose lower levels are not there.
          [...rows].sort((a, b) => height(a.level) - height(b.level)),
          { on: ['courseId', 'personId', 'level'], where: `state = 'live'` },
          'id',
        ),
      ),
    async unpublished(courseId, limit, refusedBefore) {
      const rows = await db.read(
        `SELECT ${credentials.select('c')}, p.sub AS "sub" FROM credentials c JOIN people p ON p.id = c.person_id
         LEFT JOIN score_refusals r ON r.credential_id = c.id
         WHERE c.course_id = $1 AND c.state = 'live' AND c.published_at IS NULL
           AND (r.refused_at IS NULL OR (r.refused_at < $3 AND EXISTS (SELECT 1 FROM enrolments e
             WHERE e.course_id = c.course_id AND e.person_id = c.person_id AND e.active)))
         ORDER BY c.awarded_at, c.id LIMIT $2`,
        [courseId, limit, refusedBefore],
      )
      return rows.map((row) => ({ ...credentials.decode(row), sub: String(row.sub) }))
    },
    async noteRefused(id, at) {
      await scoreRefusals.insert(db, [{ credentialId: id, refusedAt: at }], {
        on: ['credentialId'],
        update: ['refusedAt'],
      })
    },
    forgetRefusals: (course, subs) =>
      db.atomically(async (unit) => {
        for (let start = 0; start < subs.length; start += BATCH) {
          await unit.write(
            `DELETE FROM score_refusals WHERE credential_id IN (SELECT id FROM credentials
             WHERE course_id = $1 AND person_id IN
             (SELECT id FROM people WHERE platform_id = $2 AND sub ${inList(unit.dialect, 3)}))`,
            [course.id, course.platformId, listValue(unit.dialect, subs.slice(start, start + BATCH))],
          )
        }
      }),
    markPublished: (ids, at) =>
      db.atomically(async (unit) => {
        for (let start = 0; start < ids.length; start += BATCH) {
          await unit.write(
            `UPDATE credentials SET published_at = $1 WHERE published_at IS NULL AND id ${inList(unit.dialect, 2)}`,
            [at, listValue(unit.dialect, ids.slice(start, start + BATCH))],
          )
        }
      }),
    withdraw: (courseId, personId, levels, reason, at) =>
      db.atomically(async (unit) => {
        const withdrawn: Credential[] = []
        const lowest = Math.min(...levels.map(height))
        // Highest level first: the database refuses to take away what a level above rests on.
        for (const level of LEVEL_IDS.filter((each) => height(each) >= lowest).reverse()) {
          const rows = await unit.writeReturning(
            `UPDATE credentials SET state = 'withdrawn', withdrawn_at = $4, withdrawn_reason = $5
             WHERE course_id = $1 AND person_id = $2 AND level = $3 AND state = 'live'
             RETURNING ${credentials.select()}`,
            [courseId, personId, level, at, reason],
          )
          withdrawn.unshift(...rows.map(credentials.decode))
        }
        return withdrawn
      }),
    achievement: (id) => achievements.one(db, 'id = $1', [id]),
    achievements: (wanted) =>
      db.atomically(async (unit) => {
        await achievements.insert(
          unit,
          [...wanted].sort((a, b) => height(a.level) - height(b.level)),
          { on: ['courseId', 'level', 'criteriaVersion'] },
        )
        const stands = await achievements.all(unit, `course_id ${inList(unit.dialect, 1)}`, [
          listValue(unit.dialect, [...new Set(wanted.map((each) => each.courseId))]),
        ])
        return wanted.flatMap((each) =>
          stands.filter(
            (row) =>
              row.courseId === each.courseId &&
              row.level === each.level &&
              row.criteriaVersion === each.criteriaVersion,
          ),
        )
      }),
    async statusList(id) {
      const found = await statusLists.one(db, 'id = $1', [id])
      return found === null ? null : { id: found.id, issuerId: found.issuerId, length: found.length }
    },
    async revokedIndexes(statusListId) {
      const rows = await db.read(
        `SELECT status_index FROM credentials WHERE status_list_id = $1 AND state = 'withdrawn' ORDER BY status_index`,
        [statusListId],
      )
      return rows.map((row) => Number(row.status_index))
    },
    reserveStatus: (issuerId, count) => reserveStatus(db, tables, random, issuerId, count),
  }
}
