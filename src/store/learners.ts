import type { LearnersQuery } from '../app/ports.ts'
import type { Executor, Row } from './executor.ts'
import { searchPattern } from './fold.ts'

/** The active learners of a course, `$1`. */
const learners = (join = '') => `enrolments e JOIN people p ON p.id = e.person_id ${join}
  WHERE e.course_id = $1 AND e.active AND e.role = 'learner'`

/** A page of a course's active learners by name, `p`, and how many there are in all. People without a name come last. */
export async function listLearners(
  db: Executor,
  courseId: string,
  query: LearnersQuery,
  joined: {
    /** SQL after SELECT. */
    readonly select: string
    /** LEFT JOINs that may speak of `p`, `e` and the parameters `$2` and on. */
    readonly join: string
    readonly values: readonly unknown[]
  },
): Promise<{ total: number; rows: Row[] }> {
  const search = query.search?.trim() || null
  const named = (place: number) => (search === null ? '' : `AND p.folded_name LIKE $${place} ESCAPE '\\'`)
  const pattern = search === null ? [] : [searchPattern(search)]
  const [counted] = await db.read(`SELECT count(*) AS total FROM ${learners()} ${named(2)}`, [
    courseId,
    ...pattern,
  ])
  const values = [courseId, ...joined.values, query.limit, query.offset, ...pattern]
  const bytes = db.dialect === 'postgres' ? 'COLLATE "C"' : ''
  const rows = await db.read(
    `SELECT ${joined.select} FROM ${learners(joined.join)} ${named(values.length)}
     ORDER BY (CASE WHEN p.folded_name IS NULL THEN 1 ELSE 0 END), p.folded_name ${bytes}, p.id ${bytes}
     LIMIT $${joined.values.length + 2} OFFSET $${joined.values.length + 3}`,
    values,
  )
  return { total: Number(counted?.total ?? 0), rows }
}

/** Ids of the active learners for whom nothing like this is there. `from`: a table with `person_id`, `t`, and its condition. */
export async function learnersWithout(
  db: Executor,
  courseId: string,
  from: string,
  values: readonly unknown[],
): Promise<string[]> {
  const rows = await db.read(
    `SELECT p.id FROM ${learners()} AND NOT EXISTS (SELECT 1 FROM ${from} AND t.person_id = p.id) ORDER BY p.id`,
    [courseId, ...values],
  )
  return rows.map(({ id }) => String(id))
}
