import type { NoticeRepository } from '../../app/ports.ts'
import { LEVEL_IDS } from '../../core/ladder.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

/** Levels that are reached at once are told at one moment: the highest is the news. */
const HEIGHT = `CASE n.detail ${LEVEL_IDS.map((level, index) => `WHEN '${level}' THEN ${index + 1}`).join(' ')} ELSE 0 END`

export function createNotices(db: Executor, { notices, contactChoices }: Tables): NoticeRepository {
  async function countOf(where: string, values: readonly unknown[]) {
    const [counted] = await db.read(`SELECT count(*) AS total FROM notices n WHERE ${where}`, values)
    return Number(counted?.total ?? 0)
  }
  return {
    add: (rows) => notices.insert(db, rows, { on: ['personId', 'kind', 'subjectId'] }),
    async of(courseId, personId, { unread, without = [], offset, limit }) {
      const where = `n.course_id = $1 AND n.person_id = $2 AND NOT n.kind ${inList(db.dialect, 3)}${unread ? ' AND n.read_at IS NULL' : ''}`
      const values = [courseId, personId, listValue(db.dialect, without)]
      const rows = await db.read(
        `SELECT ${notices.select('n')}, p.name AS "aboutName", count(*) OVER () AS total
         FROM notices n LEFT JOIN people p ON p.id = n.about_id
         WHERE ${where} ORDER BY n.created_at DESC, ${HEIGHT} DESC, n.id LIMIT $4 OFFSET $5`,
        [...values, limit, offset],
      )
      return {
        total: rows[0] || offset === 0 ? Number(rows[0]?.total ?? 0) : await countOf(where, values),
        rows: rows.map((row) => ({
          ...notices.decode(row),
          aboutName: row.aboutName === null ? null : String(row.aboutName),
        })),
      }
    },
    async putAway(courseId, personId, id, at) {
      await db.write(
        `UPDATE notices SET read_at = $3 WHERE course_id = $1 AND person_id = $2 AND read_at IS NULL
           AND (CAST($4 AS TEXT) IS NULL OR id = CAST($4 AS TEXT))`,
        [courseId, personId, at, id],
      )
    },
    async settle(courseId, subjectId, kinds, at) {
      await db.write(
        `UPDATE notices SET read_at = $3, mail = CASE WHEN mail = 'waiting' THEN 'none' ELSE mail END
         WHERE course_id = $1 AND subject_id = $2 AND read_at IS NULL AND kind ${inList(db.dialect, 4)}`,
        [courseId, subjectId, at, listValue(db.dialect, kinds)],
      )
    },
    async toMail(courseId, limit) {
      const rows = await db.read(
        `SELECT ${notices.select('n')}, p.email AS "email", c.title AS "courseTitle",
           h.mail AS "wanted", h.language AS "language"
         FROM notices n JOIN people p ON p.id = n.person_id JOIN courses c ON c.id = n.course_id
         LEFT JOIN contact_choices h ON h.person_id = n.person_id
         WHERE n.course_id = $1 AND n.mail = 'waiting' ORDER BY n.created_at, n.id LIMIT $2`,
        [courseId, limit],
      )
      return rows.map((row) => ({
        notice: notices.decode(row),
        courseTitle: String(row.courseTitle),
        email: row.email === null ? null : String(row.email),
        choice: {
          mail: row.wanted === null || Boolean(row.wanted),
          language: row.language === null ? null : String(row.language),
        },
      }))
    },
    async noteMail(id, mail) {
      return (
        (await db.write(`UPDATE notices SET mail = $2 WHERE id = $1 AND mail = 'waiting'`, [id, mail])) === 1
      )
    },
    async choice(personId) {
      const found = await contactChoices.one(db, 'person_id = $1', [personId])
      return { mail: found?.mail ?? true, language: found?.language ?? null }
    },
    async chooseMail(personId, mail) {
      await contactChoices.insert(db, [{ personId, mail, language: null }], {
        on: ['personId'],
        update: ['mail'],
      })
    },
    async noteLanguage(personId, language) {
      await contactChoices.insert(db, [{ personId, mail: true, language }], {
        on: ['personId'],
        update: ['language'],
      })
    },
  }
}
