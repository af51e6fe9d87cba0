import type { Session } from '../../app/model.ts'
import type { SessionRepository } from '../../app/ports.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'
import { together } from '../together.ts'
import { personOf } from './people.ts'

export function createSessions(
  db: Executor,
  { sessions, tickets, courses, platforms, people }: Tables,
): SessionRepository {
  const live = 'FROM sessions WHERE id = $1 AND expires_at > $2'
  const readVisit = together(db, {
    sessions: { table: sessions, where: 'id = $1 AND expires_at > $2' },
    courses: { table: courses, where: `id = (SELECT course_id ${live})` },
    platforms: {
      table: platforms,
      where: `id = (SELECT platform_id FROM courses WHERE id = (SELECT course_id ${live}))`,
    },
    people: { table: people, where: `id = (SELECT person_id ${live})` },
  })
  return {
    async create(session) {
      const given = sessions.columns.map(({ sqlType }, index) => `CAST($${index + 1} AS ${sqlType})`)
      const person = given[sessions.attributes.indexOf('personId')]
      const written = await sessions.insertFound(
        db,
        `SELECT ${given.join(', ')}
         WHERE ${person} IS NULL OR EXISTS (SELECT 1 FROM people WHERE id = ${person} AND erased_at IS NULL)`,
        sessions.columns.map(({ attribute, encode }) => encode(session[attribute as keyof Session])),
        { on: ['id'] },
      )
      return written === 1
    },
    find: (id, now) => sessions.one(db, 'id = $1 AND expires_at > $2', [id, now]),
    async visit(id, now) {
      const found = await readVisit([id, now])
      const [[session], [course], [platform]] = [found.sessions, found.courses, found.platforms]
      if (!session || !course || !platform) return null
      return { session, course, platform, person: found.people.map(personOf)[0] ?? null }
    },
    async among(ids, now) {
      const rows = await db.read(
        `SELECT s.id AS "id", s.person_id AS "personId", c.platform_id AS "platformId" FROM sessions s
         JOIN courses c ON c.id = s.course_id WHERE s.id ${inList(db.dialect, 1)} AND s.expires_at > $2`,
        [listValue(db.dialect, ids), now],
      )
      return rows.map(({ id, personId, platformId }) => ({
        id: String(id),
        personId: personId === null ? null : String(personId),
        platformId: String(platformId),
      }))
    },
    async end(ids) {
      await db.write(`DELETE FROM sessions WHERE id ${inList(db.dialect, 1)}`, [listValue(db.dialect, ids)])
    },
    async putTicket(idHash, payload, expiresAt) {
      await tickets.insert(db, [{ idHash, payload, expiresAt }])
    },
    async takeTicket(idHash, now) {
      const [taken] = await db.writeReturning(
        'DELETE FROM tickets WHERE id_hash = $1 AND expires_at > $2 RETURNING payload',
        [idHash, now],
      )
      return taken === undefined ? null : String(taken.payload)
    },
    sweep: (now) =>
      db.atomically(async (unit) => {
        const ended = await unit.write('DELETE FROM sessions WHERE expires_at <= $1', [
          new Date(now).toISOString(),
        ])
        const unused = await unit.write('DELETE FROM tickets WHERE expires_at <= $1', [now])
        return ended + unused + (await unit.write('DELETE FROM login_states WHERE expires_at <= $1', [now]))
      }),
  }
}
