import { BadgeError } from '../errors.ts'
import type { JsonObject } from '../types.ts'

/**
 * A credential as the payload of a token (OB 3.0 §8.2.2): the credential itself, and what it says once more as claims, which whoever
 * reads JWTs understands. Proofs of the document stay with the document: the token's signature takes their place.
 *
 * @param credential as `buildCredential` makes it, signed or not
 * @param signedAt ISO 8601
 *
 * Errors: `BadgeError` `date_invalid`.
 */
export function buildTokenPayload({ proof: _, ...credential }: JsonObject, signedAt: string): JsonObject {
  const { issuer, id, validFrom, validUntil, credentialSubject } = credential
  return {
    ...credential,
    iss: (issuer as JsonObject).id ?? null,
    jti: id ?? null,
    sub: (credentialSubject as JsonObject).id ?? null,
    nbf: numericDate(validFrom),
    ...(validUntil === undefined ? {} : { exp: numericDate(validUntil) }),
    iat: numericDate(signedAt),
  }
}

/** RFC 7519 §2 NumericDate: whole seconds since the epoch. */
function numericDate(iso: JsonObject[string] | undefined): number {
  const time = Date.parse(String(iso))
  if (Number.isNaN(time)) throw new BadgeError('date_invalid', `not a date: ${iso}`)
  return Math.floor(time / 1000)
}
