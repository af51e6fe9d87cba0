import type { ParticipationOf, ParticipationRepository } from '../../app/ports.ts'
import type { Confirmation, Evidence, Participation, Standing } from '../../core/participation.ts'
import type { Award } from '../../core/progress.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import { byPerson } from '../json-groups.ts'
import type { Tables } from '../models/index.ts'

type Seen = [
  activityId: string,
  completed: number | boolean,
  score: number | null,
  maximum: number | null,
  observedAt: string,
  standing: Standing | null,
]

export function createParticipation(db: Executor, { participation }: Tables): ParticipationRepository {
  return {
    saveChanged: (courseId, rows) =>
      db
        .atomically((unit) =>
          participation.insertReturning(
            unit,
            rows.map((row) => ({ ...row, courseId })),
            {
              on: ['activityId', 'personId'],
              update: ['completed', 'score', 'maximum', 'observedAt', 'standing', 'origin', 'recordedBy'],
            },
            'personId',
          ),
        )
        .then((ids) => [...new Set(ids)]),
    async saveFirst(courseId, row: ParticipationOf) {
      const written = await participation.insert(db, [{ ...row, courseId }], {
        on: ['activityId', 'personId'],
        update: ['completed'],
        follow: ['score', 'maximum', 'observedAt'],
        // Only ever adds: what was completed stays as it was seen first.
        value: { completed: `(participation.completed OR excluded.completed)` },
      })
      return written === 1
    },
    async completed(courseId, activityId, { personId, after, limit }) {
      const rows = await db.read(
        // PostgreSQL knows the type of a bare parameter in neither place.
        `SELECT p.id, p.sub, s.observed_at FROM participation s JOIN people p ON p.id = s.person_id
         WHERE s.course_id = $1 AND s.activity_id = $2 AND s.completed AND p.id > $3
           AND (CAST($4 AS TEXT) IS NULL OR p.id = CAST($4 AS TEXT)) ORDER BY p.id LIMIT $5`,
        [courseId, activityId, after ?? '', personId, limit],
      )
      return rows.map((row) => ({
        personId: String(row.id),
        sub: String(row.sub),
        observedAt: String(row.observed_at),
      }))
    },
    async facts(courseId, personIds) {
      const values = [courseId, listValue(db.dialect, personIds)]
      const of = `course_id = $1 AND person_id ${inList(db.dialect, 2)}`
      const seen = await byPerson<Seen>(
        db,
        ['activity_id', 'completed', { number: 'score' }, { number: 'maximum' }, 'observed_at', 'standing'],
        `participation WHERE ${of}`,
        values,
      )
      const confirmations = await byPerson<[string, string]>(
        db,
        ['statement', 'confirmed_at'],
        `confirmations WHERE ${of}`,
        values,
      )
      const evidence = await byPerson<[string, string, Evidence['state']]>(
        db,
        ['id', 'submitted_at', 'state'],
        `evidence WHERE ${of}`,
        values,
      )
      const extensions = await byPerson<[string]>(
        db,
        ['until'],
        `evidence_extensions WHERE ${of} AND state = 'granted'`,
        values,
      )
      const awards = await byPerson<[Award['level'], Award['state'], string]>(
        db,
        ['level', 'state', 'awarded_at'],
        `credentials WHERE ${of}`,
        values,
      )
      return new Map(
        personIds.map((id) => [
          id,
          {
            participation: (seen.get(id) ?? []).map(participationOf),
            confirmations: (confirmations.get(id) ?? []).map(
              ([statement, confirmedAt]): Confirmation => ({ statement, confirmedAt }),
            ),
            evidence: (evidence.get(id) ?? []).map(
              ([id, submittedAt, state]): Evidence => ({ id, submittedAt, state }),
            ),
            awards: (awards.get(id) ?? []).map(
              ([level, state, awardedAt]): Award => ({ level, state, awardedAt }),
            ),
            ...(extensions.has(id) ? { extensions: extensions.get(id)?.map(([until]) => until) ?? [] } : {}),
          },
        ]),
      )
    },
  }
}

function participationOf([activityId, completed, score, maximum, observedAt, standing]: Seen): Participation {
  const record = { activityId, completed: Boolean(completed), score, maximum, observedAt }
  return standing === null ? record : { ...record, standing }
}
