import { CLAIM, type Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'
import { administersInstitution, normaliseRoles } from '../roles.ts'
import type { Role } from '../types.ts'
import { strings } from '../values.ts'

/** `roles` is an array, perhaps an empty one (LTI 1.3 core §5.3.7). */
export function checkRoles(
  claims: Claims,
  names: Readonly<Record<string, Role>>,
): { roles: Role[]; ofInstitution: boolean } {
  const roles = claims[CLAIM.roles]
  if (!Array.isArray(roles)) throw new LtiError('roles_missing', 'the message carries no array of roles')
  const named = strings(roles)
  return { roles: normaliseRoles(named, names), ofInstitution: administersInstitution(named) }
}
