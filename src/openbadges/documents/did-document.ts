import { DID_CONTEXT, MULTIKEY_CONTEXT } from '../contexts/urls.ts'
import type { JsonObject } from '../types.ts'
import { controllerMembers } from './controller.ts'

/**
 * The `did:web` document of a whole host, for `/.well-known/did.json` (did:web §2.1; a port's colon is written `%3A`).
 *
 * @param toolUrl origin, without a trailing slash
 * @param publicKeys multibase Ed25519 public keys, retired ones included
 * @param revoked of those that came into wrong hands: since when (ISO 8601)
 */
export function buildDidDocument(
  toolUrl: string,
  publicKeys: readonly string[],
  revoked?: Readonly<Record<string, string>>,
): JsonObject {
  const did = `did:web:${encodeURIComponent(new URL(toolUrl).host)}`
  return {
    '@context': [DID_CONTEXT, MULTIKEY_CONTEXT],
    id: did,
    ...controllerMembers(did, publicKeys, revoked),
  }
}
