import type { Mark } from '../../app/model.ts'
import type { CourseworkRepository } from '../../app/ports.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'
import { personOf } from './people.ts'

const OF_COURSE = 'activity_id IN (SELECT id FROM activities WHERE course_id = $1)'

/** The last hand-in of each person, `s`, with the person `p`. */
const LATEST = `submissions s JOIN people p ON p.id = s.person_id
  WHERE s.number = (SELECT max(o.number) FROM submissions o
    WHERE o.activity_id = s.activity_id AND o.person_id = s.person_id)`
const UNMARKED = 'NOT EXISTS (SELECT 1 FROM marks m WHERE m.submission_id = s.id)'

export function createCoursework(db: Executor, tables: Tables): CourseworkRepository {
  const { submissions, workDrafts, markings, marks, people } = tables

  async function marksOf(submissionIds: readonly string[]): Promise<Mark[]> {
    if (submissionIds.length === 0) return []
    return marks.all(db, `submission_id ${inList(db.dialect, 1)} ORDER BY number DESC`, [
      listValue(db.dialect, submissionIds),
    ])
  }

  return {
    ofPerson: (courseId, personId) =>
      submissions.all(db, `person_id = $2 AND ${OF_COURSE} ORDER BY submitted_at DESC, number DESC, id`, [
        courseId,
        personId,
      ]),
    latest: (activityId, personId) =>
      submissions.one(db, 'activity_id = $1 AND person_id = $2 ORDER BY number DESC LIMIT 1', [
        activityId,
        personId,
      ]),
    byId: (courseId, id) => submissions.one(db, `id = $2 AND ${OF_COURSE}`, [courseId, id]),
    submit: async (submission) =>
      (await submissions.insert(db, [submission], { on: ['activityId', 'personId', 'number'] })) === 1,

    draft: (activityId, personId) =>
      workDrafts.one(db, 'activity_id = $1 AND person_id = $2', [activityId, personId]),
    drafts: (courseId, personId) =>
      workDrafts.all(db, `person_id = $2 AND ${OF_COURSE} ORDER BY saved_at DESC`, [courseId, personId]),
    async saveDraft(draft) {
      await workDrafts.insert(db, [draft], {
        on: ['activityId', 'personId'],
        update: ['text', 'url', 'files', 'savedAt'],
      })
    },
    async removeDraft(activityId, personId) {
      await db.write('DELETE FROM work_drafts WHERE activity_id = $1 AND person_id = $2', [
        activityId,
        personId,
      ])
    },

    marking: (activityId) => markings.one(db, 'activity_id = $1', [activityId]),
    markings: (courseId) => markings.all(db, 'course_id = $1', [courseId]),
    async setMarking(marking) {
      await markings.insert(db, [marking], {
        on: ['activityId'],
        update: ['maximum'],
        follow: ['setAt', 'setBy'],
      })
    },
    mark: async (mark) => (await marks.insert(db, [mark], { on: ['submissionId', 'number'] })) === 1,
    marks: marksOf,
    async standingMarks(activityId, personIds) {
      if (personIds.length === 0) return new Map()
      const rows = await db.read(
        `SELECT s.person_id AS "personId", ${marks.select('m')} FROM marks m JOIN submissions s ON s.id = m.submission_id
         WHERE s.activity_id = $1 AND s.person_id ${inList(db.dialect, 2)} ORDER BY m.marked_at, s.number, m.number`,
        [activityId, listValue(db.dialect, personIds)],
      )
      // Of each person the last one stays.
      return new Map(rows.map((row) => [String(row.personId), marks.decode(row)]))
    },
    async counts(courseId) {
      const rows = await db.read(
        `SELECT s.activity_id, count(*) AS handed_in, sum(CASE WHEN ${UNMARKED} THEN 1 ELSE 0 END) AS waiting
         FROM ${LATEST} AND s.${OF_COURSE} GROUP BY s.activity_id`,
        [courseId],
      )
      return new Map(
        rows.map((row) => [
          String(row.activity_id),
          { handedIn: Number(row.handed_in), waiting: Number(row.waiting) },
        ]),
      )
    },
    async handedIn(courseId, activityId, { waiting, offset, limit }) {
      const from = `${LATEST} AND s.${OF_COURSE} AND s.activity_id = $2${waiting ? ` AND ${UNMARKED}` : ''}`
      const [counted] = await db.read(`SELECT count(*) AS total FROM ${from}`, [courseId, activityId])
      const rows = await db.read(
        `SELECT s.id AS "submissionId", ${people.select('p')} FROM ${from}
         ORDER BY s.submitted_at, s.id LIMIT $3 OFFSET $4`,
        [courseId, activityId, limit, offset],
      )
      const ids = rows.map((row) => String(row.submissionId))
      const found = await submissions.all(db, `id ${inList(db.dialect, 1)}`, [listValue(db.dialect, ids)])
      const byId = new Map(found.map((one) => [one.id, one]))
      const given = await marksOf(ids)
      return {
        total: Number(counted?.total ?? 0),
        rows: rows.flatMap((row) => {
          const submission = byId.get(String(row.submissionId))
          if (!submission) return []
          const person = personOf(people.decode(row))
          const mark = given.find((one) => one.submissionId === submission.id) ?? null
          return [{ person, submission, mark }]
        }),
      }
    },
  }
}
