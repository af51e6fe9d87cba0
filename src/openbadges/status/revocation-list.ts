import type { JsonObject } from '../types.ts'

/** Where a credential would be called withdrawn (1EdTech Revocation List Status Method 1.0). */
export const revocationListEntry = (url: string): JsonObject => ({ id: url, type: '1EdTechRevocationList' })

/**
 * A list of an issuer's withdrawn credentials by id (1EdTech Revocation List Status Method 1.0). It is not signed: what speaks for it is
 * its address, which the credentials' signatures cover.
 */
export function buildRevocationList(input: {
  /** URL that serves the list. */
  readonly id: string
  readonly issuerId: string
  readonly revoked: readonly {
    readonly id: string
    /** ISO 8601 */
    readonly at: string
    readonly reason: string
  }[]
}): JsonObject {
  return {
    id: input.id,
    issuer: input.issuerId,
    revokedCredential: input.revoked.map(({ id, at, reason }) => ({
      id,
      revoked: true,
      revokedAt: at,
      revocationReason: reason,
    })),
  }
}
