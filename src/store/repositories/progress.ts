import { ATTENTIONS, type Attention, type ProgressSort } from '../../app/attention.ts'
import type { EvidenceRecord, ProgressRow } from '../../app/model.ts'
import type { HeldCredential, ProgressQuery, ProgressRepository } from '../../app/ports.ts'
import { LEVEL_IDS, type LevelId } from '../../core/ladder.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import { searchPattern } from '../fold.ts'
import { byPerson } from '../json-groups.ts'
import type { Rows, Tables } from '../models/index.ts'
import { personOf } from './people.ts'

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
    proposed,
    computedAt,
  }: Rows['progress']): ProgressRow => ({
    personId,
    progress,
    criteriaVersion,
    flagged,
    proposed,
    computedAt,
  })

  async function list(courseId: string, query: ProgressQuery) {
    const { where, values } = conditions(courseId, query)
    const [counted] = await db.read(`SELECT count(*) AS total FROM ${where}`, values)
    const order = orderOf(db, query.sort ?? 'name')
    const rows = await db.read(
      // The page is found by what it is ordered by alone: sorting would carry everybody's progress along.
      `WITH page AS (
         SELECT e.person_id, row_number() OVER (ORDER BY ${order}) AS place FROM ${where}
         ORDER BY ${order} LIMIT $${values.length + 1} OFFSET $${values.length + 2})
       SELECT ${people.select('p')}, g.person_id AS "computedFor", ${progress.select('g')}
       FROM page JOIN people p ON p.id = page.person_id
         LEFT JOIN progress g ON g.course_id = $1 AND g.person_id = page.person_id
       ORDER BY page.place`,
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
    const held = await byPerson<[string, LevelId, string, string | null]>(
      db,
      ['id', 'level', 'awarded_at', 'expires_at'],
      `credentials WHERE ${of} AND state = 'live' AND replaced_by IS NULL AND renewed_by IS NULL`,
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
        const person = personOf(people.decode(row))
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
            hasProposal: row.proposed.length > 0,
          })),
          {
            on: ['courseId', 'personId'],
            update: ['progress', 'criteriaVersion', 'flagged', 'proposed'],
            follow: ['computedAt', 'hasFlag', 'hasUnknown', 'hasProposal'],
          },
        ),
      ),
    list,
    async counts(courseId) {
      const [learners] = await db.read(
        `SELECT count(*) AS learners,
           count(CASE WHEN g.has_flag THEN 1 END) AS flagged,
           count(CASE WHEN g.has_proposal THEN 1 END) AS proposed,
           count(CASE WHEN g.has_unknown THEN 1 END) AS unknown,
           count(CASE WHEN ${WAITING} THEN 1 END) AS evidence
         FROM ${LEARNERS}`,
        [courseId],
      )
      const levels = await db.read(
        `SELECT c.level, count(*) AS held FROM credentials c
         JOIN enrolments e ON e.course_id = c.course_id AND e.person_id = c.person_id
         WHERE c.course_id = $1 AND c.state = 'live' AND c.replaced_by IS NULL AND c.renewed_by IS NULL AND e.active AND e.role = 'learner' GROUP BY c.level`,
        [courseId],
      )
      const held = { completed: 0, demonstrated: 0, implemented: 0 }
      for (const row of levels) held[row.level as LevelId] = Number(row.held)
      return {
        learners: Number(learners?.learners ?? 0),
        held,
        flagged: Number(learners?.flagged ?? 0),
        proposed: Number(learners?.proposed ?? 0),
        evidence: Number(learners?.evidence ?? 0),
        unknown: Number(learners?.unknown ?? 0),
      }
    },
  }
}

const NEEDS: Readonly<Record<Attention, string>> = {
  flagged: 'g.has_flag',
  proposed: 'g.has_proposal',
  evidence: WAITING,
  unknown: 'g.has_unknown',
}

const LIVE = `FROM credentials c WHERE c.course_id = e.course_id AND c.person_id = e.person_id
  AND c.state = 'live' AND c.replaced_by IS NULL AND c.renewed_by IS NULL`

/** People without a name come last; names compare byte by byte on both databases. */
function orderOf(db: Executor, sort: ProgressSort): string {
  const byBytes = db.dialect === 'postgres' ? 'COLLATE "C"' : ''
  const name = `(CASE WHEN p.folded_name IS NULL THEN 1 ELSE 0 END), p.folded_name ${byBytes}, p.id ${byBytes}`
  if (sort === 'name') return name
  if (sort === 'attention') {
    const ranks = ATTENTIONS.map((attention, rank) => `WHEN ${NEEDS[attention]} THEN ${rank}`)
    return `(CASE ${ranks.join(' ')} ELSE ${ATTENTIONS.length} END), ${name}`
  }
  if (sort === 'level') {
    const ranks = LEVEL_IDS.map((level, rank) => `WHEN '${level}' THEN ${rank + 1}`)
    return `COALESCE((SELECT max(CASE c.level ${ranks.join(' ')} END) ${LIVE}), 0) DESC, ${name}`
  }
  const latest = db.dialect === 'postgres' ? 'GREATEST' : 'max'
  return `${latest}(COALESCE(g.computed_at, ''), COALESCE((SELECT max(c.awarded_at) ${LIVE}), '')) DESC, ${name}`
}

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
      AND c.state = 'live' AND c.replaced_by IS NULL AND c.renewed_by IS NULL AND c.level = $${values.length})`)
  }
  if (query.group) {
    values.push(query.group)
    parts.push(`EXISTS (SELECT 1 FROM group_members m WHERE m.course_id = e.course_id AND m.person_id = e.person_id
      AND m.group_id = $${values.length})`)
  }
  if (query.attention !== null) parts.push(NEEDS[query.attention])
  return { where: parts.join(' AND '), values }
}

function lowestFirst(rows: readonly [string, LevelId, string, string | null][]): HeldCredential[] {
  return rows
    .map(([id, level, awardedAt, expiresAt]) => ({ id, level, awardedAt, expiresAt }))
    .sort((a, b) => LEVEL_IDS.indexOf(a.level) - LEVEL_IDS.indexOf(b.level))
}

/** What waits for a decision, or else how the latest was decided. */
function latest(rows: readonly [string, EvidenceRecord['state']][]): EvidenceRecord['state'] | null {
  if (rows.some(([, state]) => state === 'submitted')) return 'submitted'
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).at(-1)?.[1] ?? null
}
