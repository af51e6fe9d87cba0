import { CLAIM, type Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'
import { ownAddress } from '../target-link.ts'
import type { LoginState, MessageType } from '../types.ts'

/**
 * `target_link_uri` is an address of ours, and the one the login was for (LTI 1.3 core §5.3.4, §4.1.1). The query may
 * differ: Canvas encodes it twice on one of the two ways. Deep linking does not require the claim; the login's stands in.
 */
export function checkTargetLink(
  claims: Claims,
  type: MessageType,
  login: LoginState,
  toolUrl: string,
): string {
  const value = claims[CLAIM.targetLinkUri]
  if (value === undefined && type === 'LtiDeepLinkingRequest') return login.targetLinkUri
  if (typeof value !== 'string' || value === '') {
    throw new LtiError('target_link_missing', 'the message names no target_link_uri')
  }
  const target = ownAddress(value, toolUrl)
  if (target.pathname !== ownAddress(login.targetLinkUri, toolUrl).pathname) {
    throw new LtiError('target_link_mismatch', 'target_link_uri is not the address the login was for')
  }
  return value
}
