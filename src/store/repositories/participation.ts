import type { Ruling } from '../../app/model.ts'
import type { ParticipationOf, ParticipationRepository } from '../../app/ports.ts'
import type { LevelId } from '../../core/ladder.ts'
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
      // An award that was undone while nobody had seen it counts as never made, but where the rule made it.
      const held = await byPerson<Held>(
        db,
        ['level', 'state', 'at'],
        `(SELECT person_id, level, state, awarded_at AS at FROM credentials WHERE ${of}
            AND (undone IS NULL OR undone = 'barred')
          UNION ALL SELECT person_id, level, ruling, decided_at FROM rulings WHERE ${of}
            AND criteria_version = (SELECT max(version) FROM criteria_versions WHERE course_id = $1)) held`,
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
            awards: (held.get(id) ?? []).flatMap(([level, state, awardedAt]): Award[] =>
              state === 'live' || state === 'withdrawn' ? [{ level, state, awardedAt }] : [],
            ),
            declined: levelsThat(held.get(id), 'declined'),
            kept: levelsThat(held.get(id), 'kept'),
          },
        ]),
      )
    },
  }
}

type Held = [level: LevelId, state: Award['state'] | Ruling['ruling'], at: string]

function levelsThat(held: readonly Held[] | undefined, state: Ruling['ruling']): LevelId[] {
  return (held ?? []).filter((one) => one[1] === state).map(([level]) => level)
}

function participationOf([activityId, completed, score, maximum, observedAt, standing]: Seen): Participation {
  const record = { activityId, completed: Boolean(completed), score, maximum, observedAt }
  return standing === null ? record : { ...record, standing }
}
