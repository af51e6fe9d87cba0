import type { QueueFilter, ReviewRepository } from '../../app/ports.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'
import { personOf } from './people.ts'

const FILTERS: Readonly<Record<QueueFilter, string>> = {
  waiting: `v.state = 'submitted'`,
  second: `v.state = 'submitted' AND v.stage = 'second'`,
  disagreement: `v.state = 'submitted' AND v.stage = 'disagreement'`,
  returned: `v.state = 'returned'`,
  declined: `v.state = 'declined'`,
  accepted: `v.state = 'accepted'`,
}

export function createReviews(db: Executor, tables: Tables): ReviewRepository {
  const { evidence, evidenceReviews, evidenceDrafts, evidenceExtensions, people } = tables
  /** Each row with the person whose it is. */
  async function withPeople<T extends { readonly personId: string }>(rows: readonly T[]) {
    const ids = listValue(db.dialect, [...new Set(rows.map((row) => row.personId))])
    const known = await people.all(db, `id ${inList(db.dialect, 1)}`, [ids])
    const persons = new Map(known.map((row) => [row.id, personOf(row)]))
    return rows.flatMap((row) => {
      const person = persons.get(row.personId)
      return person ? [{ row, person }] : []
    })
  }
  return {
    draft: (courseId, personId) =>
      evidenceDrafts.one(db, 'course_id = $1 AND person_id = $2', [courseId, personId]),
    async saveDraft(draft) {
      await evidenceDrafts.insert(db, [draft], {
        on: ['courseId', 'personId'],
        update: ['ownPractice', 'institution', 'links', 'files', 'shared'],
        follow: ['savedAt'],
      })
    },
    async dropDraft(courseId, personId) {
      await db.write('DELETE FROM evidence_drafts WHERE course_id = $1 AND person_id = $2', [
        courseId,
        personId,
      ])
    },
    async reviews(courseId, evidenceIds) {
      const rows = await evidenceReviews.all(
        db,
        `evidence_id ${inList(db.dialect, 2)} AND evidence_id IN (SELECT id FROM evidence WHERE course_id = $1)
         ORDER BY CASE stage WHEN 'first' THEN 1 WHEN 'second' THEN 2 ELSE 3 END`,
        [courseId, listValue(db.dialect, evidenceIds)],
      )
      return new Map(evidenceIds.map((id) => [id, rows.filter((row) => row.evidenceId === id)]))
    },
    review: (courseId, review, then) =>
      db.atomically(async (unit) => {
        const { evidenceId, stage, reviewerId, at, feedback } = review
        const decided = then.state === 'submitted' ? [null, null, null] : [reviewerId, at, feedback]
        const changed = await unit.write(
          `UPDATE evidence SET state = $4, stage = $5, decided_by = $6, decided_at = $7, feedback = $8
           WHERE course_id = $1 AND id = $2 AND state = 'submitted' AND stage = $3
             AND NOT EXISTS (SELECT 1 FROM evidence_reviews r WHERE r.evidence_id = $2 AND r.reviewer_id = $9)`,
          [courseId, evidenceId, stage, then.state, then.stage, ...decided, reviewerId],
        )
        if (changed === 0) return false
        await evidenceReviews.insert(unit, [review])
        return true
      }),
    async share(courseId, personId, id, parts) {
      const changed = await db.write(
        `UPDATE evidence SET shared = $4
         WHERE course_id = $1 AND person_id = $2 AND id = $3 AND credential_id IS NULL`,
        [courseId, personId, id, JSON.stringify(parts)],
      )
      return changed === 1
    },
    async accepted(courseId, personIds) {
      const rows = await evidence.all(
        db,
        `course_id = $1 AND state = 'accepted' AND person_id ${inList(db.dialect, 2)} ORDER BY submitted_at, id DESC`,
        [courseId, listValue(db.dialect, personIds)],
      )
      return new Map(rows.map((row) => [row.personId, row]))
    },
    async seal(id, credentialId, shared) {
      const changed = await db.write('UPDATE evidence SET credential_id = $2 WHERE id = $1 AND shared = $3', [
        id,
        credentialId,
        JSON.stringify(shared),
      ])
      return changed === 1
    },
    async queue(courseId, { filter, offset, limit }) {
      const where = `v.course_id = $1${filter === null ? '' : ` AND ${FILTERS[filter]}`}`
      const [counted] = await db.read(`SELECT count(*) AS total FROM evidence v WHERE ${where}`, [courseId])
      const page = [courseId, limit, offset]
      const order = `ORDER BY (CASE WHEN v.state = 'submitted' THEN 0 ELSE 1 END), v.submitted_at, v.id LIMIT $2 OFFSET $3`
      const found = await db.read(
        `SELECT ${evidence.select('v')} FROM evidence v WHERE ${where} ${order}`,
        page,
      )
      const rows = await withPeople(found.map((row) => evidence.decode(row)))
      return {
        total: Number(counted?.total ?? 0),
        rows: rows.map(({ row, person }) => ({ evidence: row, person })),
      }
    },
    async counts(courseId) {
      const columns = Object.entries(FILTERS).map(
        ([name, condition]) => `count(CASE WHEN ${condition} THEN 1 END) AS ${name}`,
      )
      const [row = {}] = await db.read(
        `SELECT count(*) AS every, ${columns.join(', ')},
           (SELECT count(*) FROM evidence_extensions x WHERE x.course_id = $1 AND x.state = 'asked') AS time
         FROM evidence v WHERE v.course_id = $1`,
        [courseId],
      )
      const number = (name: string) => Number(row[name] ?? 0)
      return {
        all: number('every'),
        waiting: number('waiting'),
        second: number('second'),
        disagreement: number('disagreement'),
        returned: number('returned'),
        declined: number('declined'),
        accepted: number('accepted'),
        time: number('time'),
      }
    },
    extensions: (courseId, personId) =>
      evidenceExtensions.all(db, 'course_id = $1 AND person_id = $2 ORDER BY asked_at DESC, id', [
        courseId,
        personId,
      ]),
    extensionById: (courseId, id) => evidenceExtensions.one(db, 'course_id = $1 AND id = $2', [courseId, id]),
    async waitingExtensions(courseId, limit) {
      const waiting = await evidenceExtensions.all(
        db,
        `course_id = $1 AND state = 'asked' ORDER BY asked_at, id LIMIT $2`,
        [courseId, limit],
      )
      return (await withPeople(waiting)).map(({ row, person }) => ({ extension: row, person }))
    },
    askForTime: async (extension) =>
      (await evidenceExtensions.insert(db, [extension], {
        on: ['courseId', 'personId'],
        where: `state = 'asked'`,
      })) === 1,
    async decideTime(courseId, id, { state, until, by, at, answer }) {
      const changed = await db.write(
        `UPDATE evidence_extensions SET state = $3, until = $4, decided_by = $5, decided_at = $6, answer = $7
         WHERE course_id = $1 AND id = $2 AND state = 'asked'`,
        [courseId, id, state, until, by, at, answer],
      )
      return changed === 1
    },
  }
}
