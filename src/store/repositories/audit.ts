import type { AuditEntry, AuditPerson, AuditQuery, AuditRepository, Random } from '../../app/ports.ts'
import type { Executor, Row } from '../executor.ts'
import { searchPattern } from '../fold.ts'
import type { Tables } from '../models/index.ts'

const NAMED = `audit_lines l LEFT JOIN people a ON a.id = l.actor_id LEFT JOIN people s ON s.id = l.subject_id`

export function createAudit(
  db: Executor,
  { auditLines, auditNotes }: Tables,
  random: Random,
): AuditRepository {
  const selected = `${auditLines.select('l')}, n.reason AS "reason"`
  const withNotes = (from: string) => `${from} LEFT JOIN audit_notes n ON n.id = l.note_id`
  const lineOf = (row: Row) => {
    const { noteId: _, ...line } = auditLines.decode(row)
    return { ...line, reason: typeof row.reason === 'string' ? row.reason : null }
  }
  async function lines(where: string, values: readonly unknown[]) {
    const rows = await db.read(`SELECT ${selected} FROM ${withNotes('audit_lines l')} WHERE ${where}`, values)
    return rows.map(lineOf)
  }
  return {
    append: (lines) =>
      db.atomically(async (unit) => {
        const noted = lines.map((line) => ({
          ...line,
          noteId: line.reason === null ? null : random.uuid(),
        }))
        // The words first: the database takes none for a line that is there.
        const notes = noted.flatMap(({ noteId: id, reason }) =>
          id === null || reason === null ? [] : [{ id, reason }],
        )
        await auditNotes.insert(unit, notes)
        await auditLines.insert(unit, noted)
      }),
    ofCourse: (courseId, limit) =>
      lines('l.course_id = $1 ORDER BY l.at DESC, l.seq DESC LIMIT $2', [courseId, limit]),
    latest: async (courseId, action) => {
      const [line] = await lines(
        'l.course_id = $1 AND l.action = $2 ORDER BY l.at DESC, l.seq DESC LIMIT 1',
        [courseId, action],
      )
      return line ?? null
    },
    async list(courseId, query) {
      const { where, values } = conditions(courseId, query)
      const [counted] = await db.read(`SELECT count(*) AS total FROM ${NAMED} WHERE ${where}`, values)
      const rows = await db.read(
        `SELECT ${selected}, a.id AS "knownActor", a.name AS "actorName",
           s.id AS "knownSubject", s.name AS "subjectName"
         FROM ${withNotes(NAMED)} WHERE ${where} ORDER BY l.at DESC, l.seq DESC
         LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
        [...values, query.limit, query.offset],
      )
      return {
        total: Number(counted?.total ?? 0),
        entries: rows.map(
          (row): AuditEntry => ({
            line: lineOf(row),
            actor: personOf(row, 'actor'),
            subject: personOf(row, 'subject'),
          }),
        ),
      }
    },
  }
}

function conditions(courseId: string, { person, action, from, before }: AuditQuery) {
  const values: unknown[] = [courseId]
  const parts = ['l.course_id = $1']
  const add = (value: unknown, part: (parameter: string) => string) => {
    values.push(value)
    parts.push(part(`$${values.length}`))
  }
  if (person !== null) {
    values.push(searchPattern(person))
    const named = `$${values.length}`
    add(
      person,
      (id) => `(l.actor_id = ${id} OR l.subject_id = ${id}
        OR a.folded_name LIKE ${named} ESCAPE '\\' OR s.folded_name LIKE ${named} ESCAPE '\\')`,
    )
  }
  if (action !== null) add(action, (value) => `l.action = ${value}`)
  if (from !== null) add(from, (value) => `l.at >= ${value}`)
  if (before !== null) add(before, (value) => `l.at < ${value}`)
  return { where: parts.join(' AND '), values }
}

function personOf(row: Row, who: 'actor' | 'subject'): AuditPerson | null {
  const id = row[who === 'actor' ? 'knownActor' : 'knownSubject']
  if (id === null || id === undefined) return null
  const name = row[`${who}Name`]
  return {
    id: String(id),
    name: typeof name === 'string' ? name : null,
  }
}
