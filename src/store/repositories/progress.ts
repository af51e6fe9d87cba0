import type { EvidenceRecord, ProgressRow } from '../../app/model.ts'
import type { HeldCredential, ProgressQuery, ProgressRepository } from '../../app/ports.ts'
import { LEVEL_IDS, type LevelId } from '../../core/ladder.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import { searchPattern } from '../fold.ts'
import { byPerson } from '../json-groups.ts'
import type { Rows, Tables } from '../models/index.ts'

/** Active learners of a course, `e`, with their person `p` and progress `g`. */
const LEARNERS = `enrolments e JOIN people p ON p.id = e.person_id
  LEFT JOIN progress g ON g.course_id = e.course_id AND g.person_id = e.person_id
  WHERE e.course_id = $1 AND e.active AND e.role = 'learner'`

const WAITING = `EXISTS (SELECT 1 FROM evidence v WHERE v.course_id = e.course_id AND v.person_id = e.person_id
  AND v.state = 'submitted')`

export function createProgress(db: Executor, { progress, people }: Tables): ProgressRepository {
  const record = ({
    personId,
    progress,
    criteriaVersion,
    flagged,
    computedAt,
  }: Rows['progress']): ProgressRow => ({
    personId,
    progress,
    criteriaVersion,
    flagged,
    computedAt,
  })

  async function list(courseId: string, query: ProgressQuery) {
    const { where, values } = conditions(courseId, query)
    const [counted] = await db.read(`SELECT count(*) AS total FROM ${where}`, values)
    const rows = await db.read(
      // People without a name come last; names compare byte by byte on both databases.
      `SELECT ${people.select('p')}, g.person_id AS "computedFor", g.course_id AS "courseId",
         g.person_id AS "personId", g.progress AS "progress", g.criteria_version AS "criteriaVersion",
         g.flagged AS "flagged", g.computed_at AS "computedAt", g.has_flag AS "hasFlag", g.has_unknown AS "hasUnknown"
       FROM ${where}
       ORDER BY (CASE WHEN p.folded_name IS NULL THEN 1 ELSE 0 END), p.folded_name ${byBytes(db)}, p.id ${byBytes(db)}
       LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
      [...values, query.limit, query.offset],
    )
    const shown = [
      courseId,
      listValue(
        db.dialect,
        rows.map((row) => String(row.id)),
      ),
    ]
    const of = `course_id = $1 AND person_id ${inList(db.dialect, 2)}`
    const held = await byPerson<[string, LevelId, string]>(
      db,
      ['id', 'level', 'awarded_at'],
      `credentials WHERE ${of} AND state = 'live'`,
      shown,
    )
    const evidence = await byPerson<[string, EvidenceRecord['state']]>(
      db,
      ['submitted_at', 'state'],
      `evidence WHERE ${of}`,
      shown,
    )
    return {
      total: Number(counted?.total ?? 0),
      rows: rows.map((row) => {
        const { foldedName: _, ...person } = people.decode(row)
        return {
          person,
          progress: row.computedFor === null ? null : record(progress.decode(row)),
          credentials: lowestFirst(held.get(person.id) ?? []),
          evidence: latest(evidence.get(person.id) ?? []),
        }
      }),
    }
  }

  return {
    async of(courseId, personId) {
      const found = await progress.one(db, 'course_id = $1 AND person_id = $2', [courseId, personId])
      return found === null ? null : record(found)
    },
    saveChanged: (courseId, rows) =>
      db.atomically((unit) =>
        progress.insert(
          unit,
          rows.map((row) => ({
            ...row,
            courseId,
            hasFlag: row.flagged.length > 0,
            hasUnknown: row.progress.levels.some((level) => level.outcome === 'unknown'),
          })),
          {
            on: ['courseId', 'personId'],
            update: ['progress', 'criteriaVersion', 'flagged'],
            follow: ['computedAt', 'hasFlag', 'hasUnknown'],
          },
        ),
      ),
    list,
    async counts(courseId) {
      const [learners] = await db.read(
        `SELECT count(*) AS learners,
           count(CASE WHEN g.has_flag THEN 1 END) AS flagged,
           count(CASE WHEN g.has_unknown THEN 1 END) AS unknown,
           count(CASE WHEN ${WAITING} THEN 1 END) AS evidence
         FROM ${LEARNERS}`,
        [courseId],
      )
      const levels = await db.read(
        `SELECT c.level, count(*) AS held FROM credentials c
         JOIN enrolments e ON e.course_id = c.course_id AND e.person_id = c.person_id
         WHERE c.course_id = $1 AND c.state = 'live' AND e.active AND e.role = 'learner' GROUP BY c.level`,
        [courseId],
      )
      const held = { completed: 0, demonstrated: 0, implemented: 0 }
      for (const row of levels) held[row.level as LevelId] = Number(row.held)
      return {
        learners: Number(learners?.learners ?? 0),
        held,
        flagged: Number(learners?.flagged ?? 0),
        evidence: Number(learners?.evidence ?? 0),
        unknown: Number(learners?.unknown ?? 0),
      }
    },
  }
}

const byBytes = (db: Executor) => (db.dialect === 'postgres' ? 'COLLATE "C"' : '')

function conditions(courseId: string, query: ProgressQuery) {
  const values: unknown[] = [courseId]
  const parts = [LEARNERS]
  if (query.search !== null && query.search.trim() !== '') {
    values.push(searchPattern(query.search))
    parts.push(`p.folded_name LIKE $${values.length} ESCAPE '\\'`)
  }
  if (query.holds !== null) {
    values.push(query.holds)
    parts.push(`EXISTS (SELECT 1 FROM credentials c WHERE c.course_id = e.course_id AND c.person_id = e.person_id
      AND c.state = 'live' AND c.level = $${values.length})`)
  }
  if (query.attention === 'flagged') parts.push('g.has_flag')
  if (query.attention === 'unknown') parts.push('g.has_unknown')
  if (query.attention === 'evidence') parts.push(WAITING)
  return { where: parts.join(' AND '), values }
}

function lowestFirst(rows: readonly [string, LevelId, string][]): HeldCredential[] {
  return rows
    .map(([id, level, awardedAt]) => ({ id, level, awardedAt }))
    .sort((a, b) => LEVEL_IDS.indexOf(a.level) - LEVEL_IDS.indexOf(b.level))
}

/** What waits for a decision, or else how the latest was decided. */
function latest(rows: readonly [string, EvidenceRecord['state']][]): EvidenceRecord['state'] | null {
  if (rows.some(([, state]) => state === 'submitted')) return 'submitted'
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).at(-1)?.[1] ?? null
}
