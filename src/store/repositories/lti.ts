import type { LtiStore } from '../../lti/types.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

/** What the LTI library remembers. Only approved platforms exist for it. */
export function createLtiStore(db: Executor, { platforms, loginStates }: Tables): LtiStore {
  const registration = (id: string) => platforms.one(db, `id = $1 AND status = 'approved'`, [id])
  return {
    registrations: (issuer, clientId) =>
      clientId === null
        ? platforms.all(db, `status = 'approved' AND issuer = $1 ORDER BY id`, [issuer])
        : platforms.all(db, `status = 'approved' AND issuer = $1 AND client_id = $2`, [issuer, clientId]),
    registration,
    async isDeployment(registrationId, deploymentId) {
      const known = (await registration(registrationId))?.deploymentIds
      // Registered before it had any: the launch that follows settles which one it is.
      return known !== undefined && (known.length === 0 || known.includes(deploymentId))
    },
    async saveState(login) {
      await loginStates.insert(db, [{ state: login.state, expiresAt: login.expiresAt, login }])
    },
    peekState: async (state) => (await loginStates.one(db, 'state = $1', [state]))?.login ?? null,
    async takeState(state) {
      const [taken] = await db.writeReturning(
        `DELETE FROM login_states WHERE state = $1 RETURNING ${loginStates.select()}`,
        [state],
      )
      return taken === undefined ? null : loginStates.decode(taken).login
    },
  }
}
