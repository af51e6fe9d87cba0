import { CLAIM, type Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'
import type { LtiUser } from '../types.ts'
import { identifier, object, text } from '../values.ts'

/**
 * Who launches (LTI 1.3 core §5.3.6). Without `sub` the launch is anonymous; names and email come only where the platform's
 * privacy settings allow.
 */
export function readUser(claims: Claims): LtiUser {
  const sub = identifier(claims.sub)
  if (sub === null && claims.sub !== undefined && claims.sub !== null && claims.sub !== '') {
    throw new LtiError('sub_invalid', 'sub is no identifier of at most 255 characters')
  }
  return {
    sub,
    name: text(claims.name),
    givenName: text(claims.given_name),
    familyName: text(claims.family_name),
    email: text(claims.email),
    sourcedId: text(object(claims[CLAIM.lis]).person_sourcedid),
  }
}
