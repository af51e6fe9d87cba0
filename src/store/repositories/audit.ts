import type { AuditEntry, AuditPerson, AuditQuery, AuditRepository } from '../../app/ports.ts'
import type { Executor, Row } from '../executor.ts'
import { searchPattern } from '../fold.ts'
import type { Tables } from '../models/index.ts'

const NAMED = `audit_lines l LEFT JOIN people a ON a.id = l.actor_id LEFT JOIN people s ON s.id = l.subject_id`

export function createAudit(db: Executor, { auditLines }: Tables): AuditRepository {
  return {
    async append(lines) {
      await auditLines.insert(db, lines)
    },
    ofCourse: (courseId, limit) =>
      auditLines.all(db, 'course_id = $1 ORDER BY at DESC, seq DESC LIMIT $2', [courseId, limit]),
    latest: (courseId, action) =>
      auditLines.one(db, 'course_id = $1 AND action = $2 ORDER BY at DESC, seq DESC LIMIT 1', [
        courseId,
        action,
      ]),
    async list(courseId, query) {
      const { where, values } = conditions(courseId, query)
      const [counted] = await db.read(`SELECT count(*) AS total FROM ${NAMED} WHERE ${where}`, values)
      const rows = await db.read(
        `SELECT ${auditLines.select('l')}, a.id AS "knownActor", a.name AS "actorName", a.erased_at AS "actorErased",
           s.id AS "knownSubject", s.name AS "subjectName", s.erased_at AS "subjectErased"
         FROM ${NAMED} WHERE ${where} ORDER BY l.at DESC, l.seq DESC
         LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
        [...values, query.limit, query.offset],
      )
      return {
        total: Number(counted?.total ?? 0),
        entries: rows.map(
          (row): AuditEntry => ({
            line: auditLines.decode(row),
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
    erased: row[`${who}Erased`] !== null,
  }
}
