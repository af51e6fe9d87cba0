import type { LtiStore } from '../../lti/types.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'
import { together } from '../together.ts'

/** What the LTI library remembers. Only approved platforms exist for it. */
export function createLtiStore(db: Executor, { platforms, loginStates }: Tables): LtiStore {
  const its = db.dialect === 'sqlite' ? `login ->> 'registrationId'` : `login::json ->> 'registrationId'`
  const readLogin = together(db, {
    states: { table: loginStates, where: 'state = $1' },
    registrations: {
      table: platforms,
      where: `status = 'approved' AND id = (SELECT ${its} FROM login_states WHERE state = $1)`,
    },
  })
  return {
    registrations: (issuer, clientId) =>
      clientId === null
        ? platforms.all(db, `status = 'approved' AND issuer = $1 ORDER BY id`, [issuer])
        : platforms.all(db, `status = 'approved' AND issuer = $1 AND client_id = $2`, [issuer, clientId]),
    async saveState(login) {
      await loginStates.insert(db, [{ state: login.state, expiresAt: login.expiresAt, login }])
    },
    async peekState(state) {
      const found = await readLogin([state])
      const [known] = found.states
      return known ? { login: known.login, registration: found.registrations[0] ?? null } : null
    },
    async takeState(state) {
      const [taken] = await db.writeReturning(
        `DELETE FROM login_states WHERE state = $1 RETURNING ${loginStates.select()}`,
        [state],
      )
      return taken === undefined ? null : loginStates.decode(taken).login
    },
  }
}
