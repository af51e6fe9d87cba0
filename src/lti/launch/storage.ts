import type { Launch, LaunchOutcome, LoginState, LtiToolOptions, StoragePlace } from '../types.ts'

const BYTES = 32

/**
 * No cookie came back, and the platform keeps data for its tools: the state is used up by now, and a new one goes to
 * the page that asks. The platform's hint may be good for one authentication only (Canvas), so no login is begun again.
 */
export async function askStorage(
  options: LtiToolOptions,
  login: LoginState,
  launch: Launch,
  place: StoragePlace,
  vouched: boolean,
): Promise<LaunchOutcome> {
  const state = options.random(BYTES)
  await options.store.saveState({ ...login, state, vouched })
  return { type: 'get-storage', ...place, state, frameOrigins: launch.frameOrigins }
}
