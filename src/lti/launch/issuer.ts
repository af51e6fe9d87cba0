import type { Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'

/** `iss`, to the character (security framework §5.1.3). */
export function checkIssuer(claims: Claims, issuer: string): void {
  if (claims.iss !== issuer) throw new LtiError('issuer_mismatch', 'iss is not the issuer of the login')
}
