import type { SessionRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createSessions(db: Executor, { sessions, tickets }: Tables): SessionRepository {
  return {
    async create(session) {
      await sessions.insert(db, [session])
    },
    find: (id, now) => sessions.one(db, 'id = $1 AND expires_at > $2', [id, now]),
    async end(id) {
      await db.write('DELETE FROM sessions WHERE id = $1', [id])
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
