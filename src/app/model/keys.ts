/** Keys of ours, each with its times. */

/** When a key of ours begins and ends what it does. Any of these may lie in the future. */
export interface KeyTimes {
  /** Begins to sign; published from the moment it is made. */
  readonly activatesAt: string
  /** Stops signing; `null`: it is the last of its line. */
  readonly retiredAt: string | null
  /** Is published no more; `null`: stays. */
  readonly withdrawnAt: string | null
  /** Its private half was known to others from here on. */
  readonly compromisedAt: string | null
}

export const KEY_USES = ['lti', 'badge', 'token'] as const

/** `lti`, `token`: RSA JWKs as JSON. `badge`: Ed25519 multikeys. The private half is encrypted at rest, and empty once it was deleted. */
export interface StoredKey extends KeyTimes {
  readonly id: string
  /** What it signs: what a VLE is told, credentials as documents, credentials as tokens. */
  readonly use: (typeof KEY_USES)[number]
  /** `null` for `lti`: it is the tool's own. */
  readonly issuerId: string | null
  readonly publicKey: string
  readonly encryptedSecret: string
  readonly createdAt: string
}
