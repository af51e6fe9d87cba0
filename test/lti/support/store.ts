import type { LoginState, LtiStore, Registration } from '../../../src/lti/index.ts'

export interface MemoryStore extends LtiStore {
  readonly states: Map<string, LoginState>
}

/** A store whose methods are atomic because nothing in them waits. */
export function memoryStore(registrations: readonly Registration[]): MemoryStore {
  const states = new Map<string, LoginState>()
  return {
    states,
    async registrations(issuer, clientId) {
      return registrations.filter(
        (one) => one.issuer === issuer && (clientId === null || one.clientId === clientId),
      )
    },
    async saveState(state) {
      states.set(state.state, state)
    },
    async peekState(state) {
      const login = states.get(state)
      if (!login) return null
      return { login, registration: registrations.find((one) => one.id === login.registrationId) ?? null }
    },
    async takeState(state) {
      const found = states.get(state) ?? null
      states.delete(state)
      return found
    },
  }
}
