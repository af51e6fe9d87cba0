import type { LoginState, Registration, StoragePlace } from '../types.ts'
import { originOf } from '../values.ts'
import { secretName } from './browser-secret.ts'

/**
 * Where the platform keeps the secret of this login; `null` where it offers no storage. The secret goes to the origin of
 * the authorisation address alone, as the Platform Storage specification demands.
 */
export function storagePlace(
  login: Pick<LoginState, 'state' | 'storageTarget'>,
  registration: Registration,
): StoragePlace | null {
  const origin = originOf(registration.authUrl)
  if (login.storageTarget === null || origin === null) return null
  return { target: login.storageTarget, origin, key: secretName(login.state) }
}
