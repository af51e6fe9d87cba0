import { LtiError } from '../errors.ts'
import { authenticationRequest } from '../login/authentication-request.ts'
import { secretName } from '../login/browser-secret.ts'
import { newLogin } from '../login/state.ts'
import type { LaunchOutcome, LoginState, LtiToolOptions, Registration } from '../types.ts'
import { originOf } from '../values.ts'
import { useUp } from './state.ts'

type PutStorage = Extract<LaunchOutcome, { type: 'put-storage' }>
type GetStorage = Extract<LaunchOutcome, { type: 'get-storage' }>

/**
 * No cookie came back, and the platform keeps data for its tools (LTI Client Side postMessages, Platform Storage): the login
 * is used up and begun again with a secret that a page puts there first.
 */
export async function putStorage(
  options: LtiToolOptions,
  login: LoginState,
  registration: Registration,
): Promise<PutStorage> {
  const place = where(login, registration)
  await useUp(options.store, login)
  const { registrationId, targetLinkUri, storageTarget, loginHint, messageHint, deploymentId } = login
  const { state, secret } = newLogin(options, {
    registrationId,
    targetLinkUri,
    storageTarget,
    loginHint,
    messageHint,
    deploymentId,
    viaStorage: true,
  })
  await options.store.saveState(state)
  return {
    type: 'put-storage',
    ...place,
    key: secretName(state.state),
    value: secret,
    redirectTo: authenticationRequest(registration, `${options.toolUrl}/lti/launch`, state),
  }
}

/** The second launch: a page asks the platform for the secret and posts the same form with it. Nothing is used up. */
export function getStorage(login: LoginState, registration: Registration): GetStorage {
  return { type: 'get-storage', ...where(login, registration), key: secretName(login.state) }
}

/** The secret is handed to the authorisation address's origin alone, as the Platform Storage specification demands. */
function where(login: LoginState, registration: Registration): { target: string; origin: string } {
  const origin = originOf(registration.authUrl)
  if (login.storageTarget === null || origin === null) {
    throw new LtiError('browser_unknown', 'the platform offers no storage')
  }
  return { target: login.storageTarget, origin }
}
