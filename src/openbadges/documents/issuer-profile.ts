import { DID_CONTEXT, JWK_CONTEXT, MULTIKEY_CONTEXT, OB3_CONTEXT } from '../contexts/urls.ts'
import type { IssuerInput, JsonObject, PublishedTokenKey } from '../types.ts'
import { controllerMembers } from './controller.ts'
import { profile } from './profile.ts'

/**
 * The document that the issuer's URL serves: a Profile (OB 3.0 §B.1.19) that is a controller document as well, so that a fetch
 * of `https://host/issuers/1` resolves the verification method `https://host/issuers/1#z6Mk…`.
 *
 * @param publicKeys multibase Ed25519 public keys, retired ones included
 * @param revoked of those that came into wrong hands: since when (ISO 8601)
 * @param tokenKeys RSA keys of credentials that are tokens
 */
export function buildIssuerProfile(
  issuer: IssuerInput,
  publicKeys: readonly string[],
  revoked?: Readonly<Record<string, string>>,
  tokenKeys?: readonly PublishedTokenKey[],
): JsonObject {
  return {
    // The DID context comes first: common libraries then read `assertionMethod` without framing the document.
    '@context': [DID_CONTEXT, MULTIKEY_CONTEXT, JWK_CONTEXT, OB3_CONTEXT],
    ...profile(issuer),
    ...controllerMembers(issuer.id, publicKeys, revoked, tokenKeys),
  }
}
