import type { JsonObject } from '../types.ts'

/**
 * The members that say which keys may sign for `controller` (Controlled Identifiers 1.0 §2.2, §2.3): newest first, retired ones
 * included, because old badges name them.
 *
 * @param revoked of those that came into wrong hands: since when (`revoked`, §2.2: nothing that was signed then or later is theirs)
 */
export function controllerMembers(
  controller: string,
  publicKeys: readonly string[],
  revoked: Readonly<Record<string, string>> = {},
): JsonObject {
  return {
    verificationMethod: publicKeys.map((publicKeyMultibase) => ({
      id: `${controller}#${publicKeyMultibase}`,
      type: 'Multikey',
      controller,
      publicKeyMultibase,
      ...(revoked[publicKeyMultibase] ? { revoked: revoked[publicKeyMultibase] } : {}),
    })),
    assertionMethod: publicKeys.map((key) => `${controller}#${key}`),
  }
}
