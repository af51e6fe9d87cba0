import type { LoginState, LtiStore, Registration } from '../../../src/lti/index.ts'

export interface MemoryStore extends LtiStore {
  readonly states: Map<string, LoginState>
}

/** A store whose methods are atomic because nothing in them waits. */
export function memoryStore(
  registrations: readonly Registration[],
  deployments: readonly string[],
): MemoryStore {
  const states = new Map<string, LoginState>()
  return {
    states,
    async registrations(issuer, clientId) {
      return registrations.filter(
        (one) => one.issuer === issuer && (clientId === null || one.clientId === clientId),
      )
    },
    async registration(id) {
      return registrations.find((one) => one.id === id) ?? null
    },
    async isDeployment(registrationId, deploymentId) {
      return deployments.includes(`${registrationId}/${deploymentId}`)
    },
    async saveState(state) {
      states.set(state.state, state)
    },
    async peekState(state) {
      return states.get(state) ?? null
    },
    async takeState(state) {
      const found = states.get(state) ?? null
      states.delete(state)
      return found
    },
  }
}
