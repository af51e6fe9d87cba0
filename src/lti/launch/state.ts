import { LtiError } from '../errors.ts'
import type { LoginState, LtiStore } from '../types.ts'

/**
 * The login that this launch answers, not used up.
 *
 * @throws LtiError `state_unknown` (never issued, or used before) or `state_expired`
 */
export async function findLogin(store: LtiStore, state: string, now: number): Promise<LoginState> {
  const login = await store.peekState(state)
  if (login === null) throw new LtiError('state_unknown', 'the state was never issued or is used up')
  if (login.expiresAt <= now) throw new LtiError('state_expired', 'the login is older than ten minutes')
  return login
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
