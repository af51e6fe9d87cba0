import { CLAIM, type Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'

/** `version` is `1.3.0` (LTI 1.3 core §5.3.2). */
export function checkVersion(claims: Claims): void {
  const version = claims[CLAIM.version]
  if (version === undefined) throw new LtiError('version_missing', 'the message names no LTI version')
  if (version !== '1.3.0') throw new LtiError('version_unsupported', 'the message is not LTI 1.3.0')
}
