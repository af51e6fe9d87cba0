import type { Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'

/** Seconds by which two well-kept clocks may differ. */
const TOLERANCE = 60
const OLDEST = 3600

/** `exp`, `iat` and, where it is, `nbf`, in seconds since the epoch (security framework §5.1.3). */
export function checkTimes(claims: Claims, nowMilliseconds: number): void {
  const now = nowMilliseconds / 1000
  const exp = seconds(claims, 'exp')
  if (now > exp + TOLERANCE) throw new LtiError('token_expired', 'the id_token has expired')
  const iat = seconds(claims, 'iat')
  if (iat > now + TOLERANCE) throw new LtiError('iat_in_future', 'the id_token was issued in the future')
  if (iat < now - OLDEST) throw new LtiError('iat_too_old', 'the id_token was issued more than an hour ago')
  if (claims.nbf !== undefined && seconds(claims, 'nbf') > now + TOLERANCE) {
    throw new LtiError('token_not_yet_valid', 'the id_token is not valid yet')
  }
}

function seconds(claims: Claims, name: 'exp' | 'iat' | 'nbf'): number {
  const value = claims[name]
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new LtiError(`${name}_missing`, `the id_token's ${name} is missing or no number`)
}
