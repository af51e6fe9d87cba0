import { LtiError } from '../errors.ts'
import type { LoginState, LtiStore, Registration } from '../types.ts'

/**
 * The login that this launch answers, not used up, and its registration.
 *
 * @throws LtiError `state_unknown` (never issued, or used before), `state_expired` or `platform_unknown`
 */
export async function findLogin(
  store: LtiStore,
  state: string,
  now: number,
): Promise<{ login: LoginState; registration: Registration }> {
  const found = await store.peekState(state)
  if (found === null) throw new LtiError('state_unknown', 'the state was never issued or is used up')
  const { login, registration } = found
  if (login.expiresAt <= now) throw new LtiError('state_expired', 'the login is older than ten minutes')
  if (registration === null) {
    throw new LtiError('platform_unknown', 'the registration of this login is gone or no longer approved')
  }
  return { login, registration }
}

/**
 * Uses the login up: of many launches with one state exactly one comes through.
 *
 * @throws LtiError `state_used`
 */
export async function useUp(store: LtiStore, login: LoginState): Promise<void> {
  if ((await store.takeState(login.state)) === null) {
    throw new LtiError('state_used', 'another launch used this state up')
  }
}
