import type { Credential } from '../../app/model.ts'
import type { CredentialRepository, Random } from '../../app/ports.ts'
import { LEVEL_IDS, type LevelId } from '../../core/ladder.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'
import { BATCH } from '../table.ts'
import { standingAchievements } from './achievements.ts'
import { renewCredentials } from './renewed-credentials.ts'
import { replaceCredentials } from './replaced-credentials.ts'
import { reserveStatus } from './status-lists.ts'
import { wholeCredential } from './whole-credential.ts'

/** What a person holds, or held last: what was replaced or renewed stands in the way of nothing. */
const STANDS = `state = 'live' AND replaced_by IS NULL AND renewed_by IS NULL`

const height = (level: LevelId) => LEVEL_IDS.indexOf(level)

/** Those of the person `$2` in the course `$1`, in the order of time. */
export const OF_LEARNER = 'course_id = $1 AND person_id = $2 ORDER BY awarded_at, id'

/** Lowest level first, those of a level in the order in which they were. */
export const byHeight = (rows: readonly Credential[]) =>
  rows.toSorted((a, b) => height(a.level) - height(b.level))

export function createCredentials(db: Executor, tables: Tables, random: Random): CredentialRepository {
  const { credentials, achievements, statusLists, scoreRefusals, erasedCredentials } = tables
  return {
    byId: (id) => credentials.one(db, 'id = $1', [id]),
    async document(id) {
      const [row] = await db.read('SELECT document FROM credentials WHERE id = $1', [id])
      return row === undefined ? null : String(row.document)
    },
    whole: (id) => wholeCredential(db, tables, id),
    async erased(id) {
      const found = await erasedCredentials.one(db, 'id = $1', [id])
      return found && { erasedAt: found.erasedAt, statusListId: found.statusListId }
    },
    ofLearner: async (courseId, personId) =>
      byHeight(await credentials.all(db, OF_LEARNER, [courseId, personId])),
    async ofPerson(personId) {
      const found = await credentials.all(
        db,
        'person_id = $1 AND undone IS NULL ORDER BY awarded_at DESC, id DESC',
        [personId],
      )
      // Levels that are reached at once are given in one second.
      return found.sort((a, b) => b.awardedAt.localeCompare(a.awardedAt) || height(b.level) - height(a.level))
    },
    award: (rows) =>
      db.atomically((unit) =>
        credentials.insertReturning(
          unit,
          // Lowest level first: the database refuses one whose lower levels are not there.
          byHeight(rows),
          { on: ['courseId', 'personId', 'level'], where: STANDS },
          'id',
        ),
      ),
    async unposted(courseId, { awardedBy, refusedBefore, limit }) {
      const of = (which: string) => `SELECT ${credentials.select('c')}, p.sub AS "sub",
           (SELECT max(w.retracted_at) FROM credentials w WHERE w.course_id = c.course_id AND w.person_id = c.person_id
             AND w.level = c.level) AS "retracted"
         FROM credentials c JOIN people p ON p.id = c.person_id
         LEFT JOIN score_refusals r ON r.credential_id = c.id
         WHERE c.course_id = $1 AND ${which} AND p.erased_at IS NULL
           AND (r.refused_at IS NULL OR (r.refused_at < $3 AND EXISTS (SELECT 1 FROM enrolments e
             WHERE e.course_id = c.course_id AND e.person_id = c.person_id AND e.active)))`
      const live = `c.state = 'live' AND c.replaced_by IS NULL AND c.renewed_by IS NULL AND c.published_at IS NULL AND (c.offered_at IS NOT NULL OR substr(c.awarded_at, 1, 19) <= $4)`
      const withdrawn = `c.state = 'withdrawn' AND c.replaced_by IS NULL AND c.offered_at IS NOT NULL AND c.retracted_at IS NULL`
      const rows = await db.read(
        `${of(withdrawn)} UNION ALL ${of(live)} ORDER BY "state" DESC, "awardedAt", "id" LIMIT $2`,
        // Awards are timed to the second.
        [courseId, limit, refusedBefore, awardedBy.slice(0, 19)],
      )
      return rows.map((row) => ({
        ...credentials.decode(row),
        sub: String(row.sub),
        retracted: row.retracted === null ? null : String(row.retracted),
      }))
    },
    async oldestUnoffered(courseId) {
      const [row] = await db.read(
        `SELECT min(awarded_at) AS oldest FROM credentials
         WHERE course_id = $1 AND ${STANDS} AND published_at IS NULL AND offered_at IS NULL`,
        [courseId],
      )
      return row?.oldest ? String(row.oldest) : null
    },
    offer: (ids, at) =>
      db.atomically(async (unit) => {
        const offered: string[] = []
        for (let start = 0; start < ids.length; start += BATCH) {
          const rows = await unit.writeReturning(
            `UPDATE credentials SET offered_at = COALESCE(offered_at, $1)
             WHERE ${STANDS} AND id ${inList(unit.dialect, 2)} RETURNING id`,
            [at, listValue(unit.dialect, ids.slice(start, start + BATCH))],
          )
          offered.push(...rows.map(({ id }) => String(id)))
        }
        return offered
      }),
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
    markPublished: (ids, at) => mark(db, 'published_at', ids, at),
    markRetracted: (ids, at) => mark(db, 'retracted_at', ids, at),
    async markUndone(id, undone) {
      await db.write('UPDATE credentials SET undone = $2 WHERE id = $1', [id, undone])
    },
    withdraw: (courseId, personId, levels, reason, at, cause = null) =>
      db.atomically(async (unit) => {
        const withdrawn: Credential[] = []
        const lowest = Math.min(...levels.map(height))
        // Highest level first: the database refuses to take away what a level above rests on.
        for (const level of LEVEL_IDS.filter((each) => height(each) >= lowest).reverse()) {
          const rows = await unit.writeReturning(
            `UPDATE credentials SET state = 'withdrawn', withdrawn_at = $4, withdrawn_reason = $5, withdrawn_cause = $6
             WHERE course_id = $1 AND person_id = $2 AND level = $3 AND ${STANDS}
             RETURNING ${credentials.select()}`,
            [courseId, personId, level, at, reason, height(level) > lowest ? 'level-below' : cause],
          )
          withdrawn.unshift(...rows.map((row) => credentials.decode(row)))
        }
        return withdrawn
      }),
    renew: (renewals) => renewCredentials(db, credentials, renewals),
    replace: (replacements, reason, at) => replaceCredentials(db, credentials, replacements, reason, at),
    standing: (courseId, personIds) =>
      credentials.all(db, `course_id = $1 AND ${STANDS} AND person_id ${inList(db.dialect, 2)}`, [
        courseId,
        listValue(db.dialect, personIds),
      ]),
    ending: (after, until, kind, limit) =>
      credentials.all(
        db,
        // Ends are to the second.
        `${STANDS} AND substr(expires_at, 1, 19) > $1 AND substr(expires_at, 1, 19) <= $2
         AND EXISTS (SELECT 1 FROM people p WHERE p.id = person_id AND p.erased_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.person_id = credentials.person_id AND n.kind = $3
           AND n.subject_id = credentials.id) ORDER BY id LIMIT $4`,
        [after.slice(0, 19), until.slice(0, 19), kind, limit],
      ),
    async countStanding(courseId) {
      const [row] = await db.read(
        `SELECT count(*) AS n FROM credentials WHERE course_id = $1 AND ${STANDS}`,
        [courseId],
      )
      return Number(row?.n ?? 0)
    },
    toReissue: (courseId, before, limit) =>
      credentials.all(
        db,
        // Times of awards are to the second.
        `course_id = $1 AND ${STANDS} AND (substr(reissued_at, 1, 19) < $2
           OR (reissued_at IS NULL AND substr(awarded_at, 1, 19) <= $2)) ORDER BY id LIMIT $3`,
        [courseId, before.slice(0, 19), limit],
      ),
    achievement: (id) => achievements.one(db, 'id = $1', [id]),
    achievements: (wanted) => standingAchievements(db, achievements, wanted),
    async statusList(id) {
      const found = await statusLists.one(db, 'id = $1', [id])
      return found === null ? null : { id: found.id, issuerId: found.issuerId, length: found.length }
    },
    async revokedIndexes(statusListId) {
      const rows = await db.read(
        `SELECT status_index FROM credentials WHERE status_list_id = $1 AND state = 'withdrawn'
         UNION ALL SELECT status_index FROM erased_credentials WHERE status_list_id = $1 ORDER BY status_index`,
        [statusListId],
      )
      return rows.map((row) => Number(row.status_index))
    },
    async withdrawnOf(issuerId) {
      const rows = await db.read(
        `SELECT c.id AS "id", c.withdrawn_at AS "at", c.withdrawn_cause AS "cause" FROM credentials c
         JOIN status_lists s ON s.id = c.status_list_id
         WHERE s.issuer_id = $1 AND c.state = 'withdrawn'
         UNION ALL SELECT e.id, e.erased_at, NULL FROM erased_credentials e
         JOIN status_lists s ON s.id = e.status_list_id WHERE s.issuer_id = $1 ORDER BY "at", "id"`,
        [issuerId],
      )
      return rows.map(({ id, at, cause }) => ({
        id: String(id),
        withdrawnAt: String(at),
        withdrawnCause: cause as Credential['withdrawnCause'],
      }))
    },
    reserveStatus: (issuerId, count) => reserveStatus(db, tables, random, issuerId, count),
  }
}

/** Notes when something was done to those of which it is not known yet. */
function mark(
  db: Executor,
  column: 'published_at' | 'retracted_at',
  ids: readonly string[],
  at: string,
): Promise<void> {
  return db.atomically(async (unit) => {
    for (let start = 0; start < ids.length; start += BATCH) {
      await unit.write(
        `UPDATE credentials SET ${column} = $1 WHERE ${column} IS NULL AND id ${inList(unit.dialect, 2)}`,
        [at, listValue(unit.dialect, ids.slice(start, start + BATCH))],
      )
    }
  })
}
