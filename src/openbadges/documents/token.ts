import { EXTENSIONS_CONTEXT } from '../contexts/urls.ts'
import { BadgeError } from '../errors.ts'
import { revocationListEntry } from '../status/revocation-list.ts'
import type { JsonObject } from '../types.ts'

/**
 * A credential as the payload of a token (OB 3.0 §8.2.2): the credential itself, and what it says once more as claims, which whoever
 * reads JWTs understands. Proofs of the document stay with the document: the token's signature takes their place.
 *
 * @param credential as `buildCredential` makes it, signed or not
 * @param signedAt ISO 8601
 * @param revocationList address of a list of withdrawn credentials by id, which systems that read tokens know; in place of the bit string
 *
 * Errors: `BadgeError` `date_invalid`.
 */
export function buildTokenPayload(
  { proof: _, ...signed }: JsonObject,
  signedAt: string,
  revocationList?: string,
): JsonObject {
  const credential = revocationList === undefined ? signed : withList(signed, revocationList)
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

/** The published schema takes one status, and no list of them. */
function withList(credential: JsonObject, url: string): JsonObject {
  const contexts = [credential['@context'] ?? []].flat()
  const complete = contexts.includes(EXTENSIONS_CONTEXT) ? contexts : [...contexts, EXTENSIONS_CONTEXT]
  return { ...credential, '@context': complete, credentialStatus: revocationListEntry(url) }
}

/** RFC 7519 §2 NumericDate: whole seconds since the epoch. */
function numericDate(iso: JsonObject[string] | undefined): number {
  const time = Date.parse(String(iso))
  if (Number.isNaN(time)) throw new BadgeError('date_invalid', `not a date: ${iso}`)
  return Math.floor(time / 1000)
}
