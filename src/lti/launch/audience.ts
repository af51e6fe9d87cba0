import type { Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'

/**
 * `aud` (a string or an array) holds our client id; shared with others it needs `azp`; `azp`, where it is, is our client id
 * (security framework §5.1.3, OIDC core §3.1.3.7).
 */
export function checkAudience(claims: Claims, clientId: string): void {
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  if (!audience.includes(clientId)) throw new LtiError('audience_mismatch', 'aud does not hold our client id')
  if (claims.azp === undefined) {
    if (audience.length > 1) throw new LtiError('azp_missing', 'aud names others as well and azp is missing')
  } else if (claims.azp !== clientId) {
    throw new LtiError('azp_mismatch', 'azp is not our client id')
  }
}
