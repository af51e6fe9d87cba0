import type { FileOwner, FileRepository } from '../../app/ports.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createFiles(db: Executor, { files }: Tables): FileRepository {
  const owned = `course_id = $1 AND person_id = $2 AND purpose = $3 AND id ${inList(db.dialect, 4)}`
  const ownedValues = (of: FileOwner, ids: readonly string[]) => [
    of.courseId,
    of.personId,
    of.purpose,
    listValue(db.dialect, ids),
  ]
  const idsOf = (rows: readonly Record<string, unknown>[]) => rows.map((row) => String(row.id))
  return {
    async insert(file) {
      await files.insert(db, [file])
    },
    byId: (courseId, id) =>
      files.one(db, `course_id = $1 AND id = $2 AND standing <> 'going'`, [courseId, id]),
    async byIds(courseId, ids) {
      if (ids.length === 0) return []
      const rows = await files.all(
        db,
        `course_id = $1 AND id ${inList(db.dialect, 2)} AND standing <> 'going'`,
        [courseId, listValue(db.dialect, ids)],
      )
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },
    ofPerson: (courseId, personId) =>
      files.all(
        db,
        `course_id = $1 AND person_id = $2 AND standing IN ('draft', 'handed-in') ORDER BY since DESC, id`,
        [courseId, personId],
      ),
    async settle(owner, ids, standing, at) {
      if (ids.length === 0) return 0
      const values = ownedValues(owner, ids)
      // What was handed in stays so, also where a draft for the next hand-in names it.
      const before = standing === 'draft' ? `standing = 'loose'` : `standing IN ('loose', 'draft')`
      await db.write(`UPDATE files SET standing = $5, since = $6 WHERE ${owned} AND ${before}`, [
        ...values,
        standing,
        at,
      ])
      const rows = await db.read(`SELECT id FROM files WHERE ${owned} AND standing IN ($5, 'handed-in')`, [
        ...values,
        standing,
      ])
      return rows.length
    },
    async release(owner, ids, at) {
      if (ids.length === 0) return []
      return idsOf(
        await db.writeReturning(
          `UPDATE files SET standing = 'going', since = $5
           WHERE ${owned} AND standing IN ('loose', 'draft') RETURNING id`,
          [...ownedValues(owner, ids), at],
        ),
      )
    },
    async claimLoose(before, at, limit) {
      return idsOf(
        await db.writeReturning(
          `UPDATE files SET standing = 'going', since = $2 WHERE id IN
             (SELECT id FROM files WHERE standing IN ('loose', 'going') AND since < $1 ORDER BY since LIMIT $3)
           AND standing IN ('loose', 'going') RETURNING id`,
          [before, at, limit],
        ),
      )
    },
    async forget(ids) {
      if (ids.length === 0) return
      await db.write(`DELETE FROM files WHERE standing = 'going' AND id ${inList(db.dialect, 1)}`, [
        listValue(db.dialect, ids),
      ])
    },
  }
}
