import { createHash } from 'node:crypto'

/**
 * The hash of a recipient's identifier as badges carry it (OB 3.0 §B.1.9 IdentityObject, OB 2.0 IdentityHash):
 * `sha256$` and the hexadecimal SHA-256 of the identifier followed by the salt, as UTF-8.
 */
export function hashIdentity(value: string, salt: string): string {
  return `sha256$${createHash('sha256')
    .update(value + salt, 'utf8')
    .digest('hex')}`
}
