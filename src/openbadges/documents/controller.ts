import type { JsonObject } from '../types.ts'

/**
 * The members that say which keys may sign for `controller` (Controlled Identifiers 1.0 §2.2, §2.3): newest first, retired ones
 * included, because old badges name them.
 */
export function controllerMembers(controller: string, publicKeys: readonly string[]): JsonObject {
  return {
    verificationMethod: publicKeys.map((publicKeyMultibase) => ({
      id: `${controller}#${publicKeyMultibase}`,
      type: 'Multikey',
      controller,
      publicKeyMultibase,
    })),
    assertionMethod: publicKeys.map((key) => `${controller}#${key}`),
  }
}
