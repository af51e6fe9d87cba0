import type { Ruling } from '../../app/model.ts'
import type { ParticipationOf, ParticipationRepository } from '../../app/ports.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { Confirmation, Evidence, Participation, Standing } from '../../core/participation.ts'
import type { Award, LearnerFacts } from '../../core/progress.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import { byPersonOfEach, type Gathered } from '../json-groups.ts'
import type { Tables } from '../models/index.ts'

type Seen = [
  activityId: string,
  completed: number | boolean,
  score: number | null,
  maximum: number | null,
  observedAt: string,
  standing: Standing | null,
  statement: string | null,
]

type Confirmed = [statement: string, confirmedAt: string, note: string | null, takenOn: string | null]

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
              update: [
                'completed',
                'score',
                'maximum',
                'observedAt',
                'standing',
                'origin',
                'recordedBy',
                'statement',
              ],
            },
            'personId',
          ),
        )
        .then((ids) => [...new Set(ids)]),
    async saveFirst(courseId, row: ParticipationOf) {
      const written = await participation.insert(db, [{ ...row, courseId }], {
        on: ['activityId', 'personId'],
        update: ['completed'],
        follow: ['score', 'maximum', 'observedAt', 'standing', 'origin', 'recordedBy', 'statement'],
        // Only ever adds: what was completed stays as it was seen first, and what a tutor put into a register as they put it.
        value: {
          completed: `(CASE WHEN participation.origin = 'register' THEN participation.completed
            ELSE participation.completed OR excluded.completed END)`,
        },
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
    async summary(courseId, activityId) {
      const [row] = await db.read(
        `SELECT COUNT(*) AS learners, MIN(observed_at) AS first, MAX(observed_at) AS last FROM participation
         WHERE course_id = $1 AND activity_id = $2 AND completed`,
        [courseId, activityId],
      )
      const time = (value: unknown) => (value == null ? null : String(value))
      return { learners: Number(row?.learners ?? 0), first: time(row?.first), last: time(row?.last) }
    },
    async facts(courseId, personIds) {
      const values = [courseId, listValue(db.dialect, personIds)]
      const of = `course_id = $1 AND person_id ${inList(db.dialect, 2)}`
      const { seen, confirmations, submitted, extensions, held } = await byPersonOfEach<FactRows>(
        db,
        factParts(of),
        values,
      )
      return new Map(
        personIds.map((id) => [
          id,
          factsOf({
            seen: seen.get(id) ?? [],
            confirmations: confirmations.get(id) ?? [],
            submitted: submitted.get(id) ?? [],
            extensions: extensions.get(id) ?? [],
            held: held.get(id) ?? [],
          }),
        ]),
      )
    },
  }
}

/** What judging takes to know of somebody, as it comes from the tables. */
export type FactRows = {
  seen: Seen
  confirmations: Confirmed
  submitted: [id: string, at: string, state: Evidence['state']]
  extensions: [string]
  held: Held
}

/** `of`: whose, as SQL over the columns of any of the tables; the course is `$1`. */
export function factParts(of: string): Record<keyof FactRows, Gathered> {
  return {
    seen: {
      cells: [
        'activity_id',
        'completed',
        { number: 'score' },
        { number: 'maximum' },
        'observed_at',
        'standing',
        'statement',
      ],
      from: `participation WHERE ${of}`,
    },
    confirmations: {
      cells: ['statement', 'confirmed_at', 'note', 'taken_on'],
      from: `confirmations WHERE ${of}`,
    },
    submitted: { cells: ['id', 'submitted_at', 'state'], from: `evidence WHERE ${of}` },
    extensions: {
      cells: ['until'],
      from: `evidence_extensions WHERE ${of} AND state = 'granted'`,
    },
    // An award that was undone while nobody had seen it counts as never made, but where the rule made it; of one that was replaced or renewed, the other one counts.
    held: {
      cells: ['level', 'state', 'at', 'until'],
      from: `(SELECT person_id, level, state, awarded_at AS at, expires_at AS until FROM credentials WHERE ${of}
          AND (undone IS NULL OR undone = 'barred') AND replaced_by IS NULL
          AND (renewed_by IS NULL OR EXISTS (SELECT 1 FROM credentials n WHERE n.id = credentials.renewed_by AND n.undone = 'open'))
        UNION ALL SELECT person_id, level, ruling, decided_at, NULL FROM rulings WHERE ${of}
          AND criteria_version = (SELECT max(version) FROM criteria_versions WHERE course_id = $1)) held`,
    },
  }
}

export function factsOf({
  seen,
  confirmations,
  submitted,
  extensions,
  held,
}: { readonly [Name in keyof FactRows]: FactRows[Name][] }): LearnerFacts {
  return {
    participation: seen.map(participationOf),
    confirmations: confirmations.map(confirmationOf),
    evidence: submitted.map(([id, submittedAt, state]): Evidence => ({ id, submittedAt, state })),
    awards: held.flatMap(([level, state, awardedAt, expiresAt]): Award[] =>
      state === 'live' || state === 'withdrawn'
        ? [{ level, state, awardedAt, ...(expiresAt === null ? {} : { expiresAt }) }]
        : [],
    ),
    ...(extensions.length > 0 ? { extensions: extensions.map(([until]) => until) } : {}),
    declined: levelsThat(held, 'declined'),
    kept: levelsThat(held, 'kept'),
  }
}

type Held = [level: LevelId, state: Award['state'] | Ruling['ruling'], at: string, until: string | null]

function levelsThat(held: readonly Held[], state: Ruling['ruling']): LevelId[] {
  return held.filter((one) => one[1] === state).map(([level]) => level)
}

function participationOf([
  activityId,
  completed,
  score,
  maximum,
  observedAt,
  standing,
  statement,
]: Seen): Participation {
  const record = { activityId, completed: Boolean(completed), score, maximum, observedAt }
  return { ...record, ...(standing && { standing }), ...(statement && { statement }) }
}

function confirmationOf([statement, confirmedAt, note, takenOn]: Confirmed): Confirmation {
  const confirmation = { statement, confirmedAt }
  return takenOn === null ? confirmation : { ...confirmation, equivalent: { what: note ?? '', takenOn } }
}
