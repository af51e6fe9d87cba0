import type { JsonObject, PublishedTokenKey } from '../types.ts'

/**
 * The members that say which keys may sign for `controller` (Controlled Identifiers 1.0 §2.2, §2.3): newest first, retired ones
 * included, because old badges name them.
 *
 * @param publicKeys multibase Ed25519 keys, of credentials that are documents
 * @param revoked of those that came into wrong hands: since when (`revoked`, §2.2: nothing that was signed then or later is theirs)
 * @param tokenKeys RSA keys, of credentials that are tokens
 */
export function controllerMembers(
  controller: string,
  publicKeys: readonly string[],
  revoked: Readonly<Record<string, string>> = {},
  tokenKeys: readonly PublishedTokenKey[] = [],
): JsonObject {
  const methods = [
    ...publicKeys.map((publicKeyMultibase) => ({
      id: `${controller}#${publicKeyMultibase}`,
      type: 'Multikey',
      controller,
      publicKeyMultibase,
      ...(revoked[publicKeyMultibase] ? { revoked: revoked[publicKeyMultibase] } : {}),
    })),
    ...tokenKeys.map(({ id, jwk, revoked: since }) => ({
      id,
      type: 'JsonWebKey',
      controller,
      publicKeyJwk: jwk,
      ...(since === null ? {} : { revoked: since }),
    })),
  ]
  return { verificationMethod: methods, assertionMethod: methods.map(({ id }) => id) }
}
