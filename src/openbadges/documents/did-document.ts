import { DID_CONTEXT, JWK_CONTEXT, MULTIKEY_CONTEXT } from '../contexts/urls.ts'
import type { JsonObject, PublishedTokenKey } from '../types.ts'
import { controllerMembers } from './controller.ts'

/**
 * A `did:web` document (did:web §2.1; a port's colon is written `%3A`): of a whole host, for `/.well-known/did.json`, or of what has an
 * address on it, for `did.json` below that address.
 *
 * @param url origin, or the issuer's address; without a trailing slash
 * @param publicKeys multibase Ed25519 public keys, retired ones included
 * @param revoked of those that came into wrong hands: since when (ISO 8601)
 * @param tokenKeys RSA keys of tokens; each is `{did}#{kid}` here
 */
export function buildDidDocument(
  url: string,
  publicKeys: readonly string[],
  revoked?: Readonly<Record<string, string>>,
  tokenKeys: readonly PublishedTokenKey[] = [],
): JsonObject {
  const { host, pathname } = new URL(url)
  const path = pathname.split('/').filter((part) => part !== '')
  const did = ['did:web', encodeURIComponent(host), ...path].join(':')
  const named = tokenKeys.map((key) => ({ ...key, id: `${did}#${key.jwk.kid}` }))
  return {
    '@context': [DID_CONTEXT, MULTIKEY_CONTEXT, JWK_CONTEXT],
    id: did,
    ...(path.length > 0 ? { alsoKnownAs: [url] } : {}),
    ...controllerMembers(did, publicKeys, revoked, named),
  }
}
