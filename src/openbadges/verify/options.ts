export type Fetch = typeof globalThis.fetch

export interface VerifyOptions {
  /** A guarded fetch; `null`: offline, and what only a fetch can tell stays unknown. */
  readonly fetch: Fetch | null
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** An identifier (an email address, say) that the badge should have been issued to. */
  readonly recipient?: string
  /** Fingerprints of public keys (for Ed25519 the multibase text) by issuer id, for issuers whose keys are known without asking. */
  readonly trustedKeys?: ReadonlyMap<string, readonly string[]>
}
