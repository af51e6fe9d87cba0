import type { Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'

/** `nonce` is the one issued with this state (security framework §5.1.3); the state's one use makes it one use too. */
export function checkNonce(claims: Claims, nonce: string): void {
  if (typeof claims.nonce !== 'string' || claims.nonce === '') {
    throw new LtiError('nonce_missing', 'the id_token carries no nonce')
  }
  if (claims.nonce !== nonce) throw new LtiError('nonce_mismatch', 'the nonce was not issued with this state')
}
