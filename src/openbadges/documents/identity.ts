import { hash } from 'node:crypto'
import type { JsonObject, RecipientInput } from '../types.ts'

/**
 * The hash of a recipient's identifier as badges carry it (OB 3.0 §B.1.9 IdentityObject, OB 2.0 IdentityHash):
 * `sha256$` and the hexadecimal SHA-256 of the identifier followed by the salt, as UTF-8.
 */
export function hashIdentity(value: string, salt: string): string {
  return `sha256$${hash('sha256', value + salt)}`
}

/** OB 3.0 §B.1.9 IdentityObject: a person by their salted hash alone. */
export function recipientIdentity({ type, identityHash, salt }: RecipientInput): JsonObject {
  return { type: 'IdentityObject', hashed: true, identityHash, identityType: type, salt }
}
