import type { ImportRepository, ParticipationOf } from '../../app/ports.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'
import { BATCH } from '../table.ts'
import { personOf } from './people.ts'

const LIVE = `(state <> 'preview' OR expires_at > `

export function createImports(
  db: Executor,
  { imports, importRows, importChanges, participation, people }: Tables,
): ImportRepository {
  return {
    ofCourse: (courseId, now, limit) =>
      imports.all(db, `course_id = $1 AND ${LIVE}$2) ORDER BY created_at DESC, id LIMIT $3`, [
        courseId,
        now,
        limit,
      ]),
    byId: (courseId, id, now) =>
      imports.one(db, `course_id = $1 AND id = $2 AND ${LIVE}$3)`, [courseId, id, now]),
    appliedWith: (courseId, hash) =>
      imports.one(
        db,
        `course_id = $1 AND content_hash = $2 AND state = 'applied' ORDER BY applied_at DESC LIMIT 1`,
        [courseId, hash],
      ),
    async insert(record) {
      await imports.insert(db, [record])
    },
    async setUp({ courseId, id, sheet, headings, firstRow, rowCount, settings, choices }) {
      const json = [settings, choices, headings].map((value) => JSON.stringify(value))
      const changed = await db.write(
        `UPDATE imports SET settings = $3, choices = $4, headings = $5, sheet = $6, first_row = $7, row_count = $8
         WHERE course_id = $1 AND id = $2 AND state = 'preview'`,
        [courseId, id, ...json, sheet, firstRow, rowCount],
      )
      return changed === 1
    },
    async markApplied(courseId, id, { at, personId, activityId, madeActivity }) {
      const changed = await db.write(
        `UPDATE imports SET state = 'applied', applied_at = $3, applied_by = $4, activity_id = $5, made_activity = $6
         WHERE course_id = $1 AND id = $2 AND state = 'preview' AND expires_at > $3`,
        [courseId, id, at, personId, activityId, madeActivity],
      )
      return changed === 1
    },
    async markUndone(courseId, id, { at, personId, leftAlone }) {
      const changed = await db.write(
        `UPDATE imports SET state = 'undone', undone_at = $3, undone_by = $4, left_alone = $5
         WHERE course_id = $1 AND id = $2 AND state = 'applied'`,
        [courseId, id, at, personId, JSON.stringify(leftAlone)],
      )
      return changed === 1
    },
    removeExpired: (now) =>
      db.atomically(async (unit) => {
        await unit.write(
          'DELETE FROM import_rows WHERE import_id IN (SELECT id FROM imports WHERE expires_at <= $1)',
          [now],
        )
        await unit.write(`DELETE FROM imports WHERE state = 'preview' AND expires_at <= $1`, [now])
      }),

    async saveRows(importId, pages, first = 0) {
      // Each page is as large as a statement should be.
      for (const [index, cells] of pages.entries())
        await importRows.insert(db, [{ importId, page: first + index, cells }])
    },
    rows: async (id, page) =>
      (await importRows.one(db, 'import_id = $1 AND page = $2', [id, page]))?.cells ?? null,
    async saveChanges(importId, changes) {
      await importChanges.insert(
        db,
        changes.map(({ personId, before, after }) => ({
          importId,
          personId,
          beforeRecord: before,
          afterRecord: after,
        })),
      )
    },
    changes: async (id) =>
      (await importChanges.all(db, 'import_id = $1 ORDER BY person_id', [id])).map(
        ({ personId, beforeRecord, afterRecord }) => ({ personId, before: beforeRecord, after: afterRecord }),
      ),

    async learners(courseId) {
      const rows = await db.read(
        `SELECT ${people.select('p')} FROM enrolments e JOIN people p ON p.id = e.person_id
         WHERE e.course_id = $1 AND e.active AND e.role = 'learner'`,
        [courseId],
      )
      return rows.map((row) => personOf(people.decode(row)))
    },
    async recorded(courseId, activityId, { held } = { held: false }) {
      // On SQLite the unit is the only writer.
      const locking = held && db.dialect === 'postgres' ? ' FOR UPDATE' : ''
      // Nobody adds a record meanwhile: its foreign key waits for this row.
      if (locking)
        await db.read(`SELECT id FROM activities WHERE course_id = $1 AND id = $2${locking}`, [
          courseId,
          activityId,
        ])
      const rows = await participation.all(db, `course_id = $1 AND activity_id = $2${locking}`, [
        courseId,
        activityId,
      ])
      return new Map(rows.map(({ courseId: _, ...row }): [string, ParticipationOf] => [row.personId, row]))
    },
    async removeRecords(courseId, activityId, personIds) {
      for (let start = 0; start < personIds.length; start += BATCH)
        await db.write(
          `DELETE FROM participation WHERE course_id = $1 AND activity_id = $2 AND person_id ${inList(db.dialect, 3)}`,
          [courseId, activityId, listValue(db.dialect, personIds.slice(start, start + BATCH))],
        )
    },
  }
}
