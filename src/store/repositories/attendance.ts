import type {
  CheckInRepository,
  ConfirmationRepository,
  RegisterRecord,
  RegisterRepository,
} from '../../app/ports.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor, Row } from '../executor.ts'
import { learnersWithout, listLearners } from '../learners.ts'
import type { Tables } from '../models/index.ts'
import { BATCH } from '../table.ts'
import { personOf } from './people.ts'

export function createCheckIns(db: Executor, { checkInSessions }: Tables): CheckInRepository {
  return {
    of: (courseId, activityId) =>
      checkInSessions.one(db, 'course_id = $1 AND activity_id = $2', [courseId, activityId]),
    async save(session) {
      await checkInSessions.insert(db, [session], {
        on: ['courseId', 'activityId'],
        update: ['opensAt', 'closesAt', 'code', 'address'],
      })
    },
    async tryCode(activityId, personId, { now, forget, most }) {
      const taken = await db.write(
        `INSERT INTO code_tries (activity_id, person_id, tries, since) VALUES ($1, $2, 1, $3)
         ON CONFLICT (activity_id, person_id) DO UPDATE SET
           tries = CASE WHEN code_tries.since <= $4 THEN 1 ELSE code_tries.tries + 1 END,
           since = CASE WHEN code_tries.since <= $4 THEN excluded.since ELSE code_tries.since END
         WHERE code_tries.since <= $4 OR code_tries.tries < $5`,
        [activityId, personId, now, forget, most],
      )
      if (taken === 1) return null
      const [row] = await db.read('SELECT since FROM code_tries WHERE activity_id = $1 AND person_id = $2', [
        activityId,
        personId,
      ])
      return Number(row?.since ?? now)
    },
  }
}

export function createRegisters(db: Executor, { people, participation }: Tables): RegisterRepository {
  const recordOf = (row: Row): RegisterRecord => {
    const { completed, standing, observedAt, origin, recordedBy } = participation.decode(row)
    return {
      completed,
      standing: standing ?? null,
      observedAt,
      origin: origin ?? null,
      recordedBy: recordedBy ?? null,
    }
  }
  return {
    async list(courseId, activityId, query) {
      const { total, rows } = await listLearners(db, courseId, query, {
        select: `${people.select('p')}, ${participation.select('t')}`,
        join: 'LEFT JOIN participation t ON t.course_id = e.course_id AND t.person_id = p.id AND t.activity_id = $2',
        values: [activityId],
      })
      return {
        total,
        rows: rows.map((row) => ({
          person: personOf(people.decode(row)),
          record: row.activityId === null ? null : recordOf(row),
        })),
      }
    },
    async counts(courseId, activityId) {
      const rows = await db.read(
        `SELECT t.completed, t.standing, count(*) AS learners FROM participation t
         JOIN enrolments e ON e.course_id = t.course_id AND e.person_id = t.person_id
         WHERE t.course_id = $1 AND t.activity_id = $2 AND e.active AND e.role = 'learner'
         GROUP BY t.completed, t.standing`,
        [courseId, activityId],
      )
      return rows.map(({ completed, standing, learners }) => ({
        completed: Boolean(completed),
        standing: standing as RegisterRecord['standing'] & string,
        learners: Number(learners),
      }))
    },
    async records(courseId, activityId, personIds) {
      const found = new Map<string, RegisterRecord>()
      for (let start = 0; start < personIds.length; start += BATCH) {
        const rows = await db.read(
          `SELECT ${participation.select('t')} FROM participation t
           WHERE t.course_id = $1 AND t.activity_id = $2 AND t.person_id ${inList(db.dialect, 3)}`,
          [courseId, activityId, listValue(db.dialect, personIds.slice(start, start + BATCH))],
        )
        for (const row of rows) found.set(String(row.personId), recordOf(row))
      }
      return found
    },
    unmarked: (courseId, activityId) =>
      learnersWithout(db, courseId, 'participation t WHERE t.course_id = $1 AND t.activity_id = $2', [
        activityId,
      ]),
    fill: (courseId, rows) =>
      db.atomically((unit) =>
        participation.insertReturning(
          unit,
          rows.map((row) => ({ ...row, courseId })),
          { on: ['activityId', 'personId'] },
          'personId',
        ),
      ),
  }
}

export function createConfirmations(db: Executor, { people, confirmations }: Tables): ConfirmationRepository {
  return {
    ofLearner: (courseId, personId) =>
      confirmations.all(db, 'course_id = $1 AND person_id = $2 ORDER BY confirmed_at, statement', [
        courseId,
        personId,
      ]),
    async list(courseId, statement, query) {
      const { total, rows } = await listLearners(db, courseId, query, {
        select: `${people.select('p')}, ${confirmations.select('t')}`,
        join: 'LEFT JOIN confirmations t ON t.course_id = e.course_id AND t.person_id = p.id AND t.statement = $2',
        values: [statement],
      })
      return {
        total,
        rows: rows.map((row) => {
          const person = personOf(people.decode(row))
          return { person, confirmation: row.confirmedAt === null ? null : confirmations.decode(row) }
        }),
      }
    },
    async count(courseId, statement) {
      const [row] = await db.read(
        `SELECT count(*) AS confirmed FROM confirmations t
         JOIN enrolments e ON e.course_id = t.course_id AND e.person_id = t.person_id
         WHERE t.course_id = $1 AND t.statement = $2 AND e.active AND e.role = 'learner'`,
        [courseId, statement],
      )
      return Number(row?.confirmed ?? 0)
    },
    unconfirmed: (courseId, statement) =>
      learnersWithout(db, courseId, 'confirmations t WHERE t.course_id = $1 AND t.statement = $2', [
        statement,
      ]),
    add: (rows) =>
      db.atomically((unit) =>
        confirmations.insertReturning(unit, rows, { on: ['courseId', 'personId', 'statement'] }, 'personId'),
      ),
    async remove(courseId, statement, personIds) {
      const rows = await db.writeReturning(
        `DELETE FROM confirmations WHERE course_id = $1 AND statement = $2 AND person_id ${inList(db.dialect, 3)}
         RETURNING person_id AS "personId"`,
        [courseId, statement, listValue(db.dialect, personIds)],
      )
      return rows.map(({ personId }) => String(personId))
    },
  }
}
