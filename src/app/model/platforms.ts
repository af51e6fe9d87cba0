/** Platforms, and how one registers itself. */
import type { Registration } from '../../lti/types.ts'

export interface Platform extends Registration {
  readonly name: string
  readonly status: 'pending' | 'approved' | 'suspended'
}

/** Where a platform is reached; who changes these decides whom the tool believes. */
export type PlatformAddresses = Pick<Platform, 'authUrl' | 'tokenUrl' | 'jwksUrl' | 'tokenAudience'>

/** A one-time way for a platform to register itself. */
export interface RegistrationLink {
  /** SHA-256 (base64url) of the token. */
  readonly tokenHash: string
  /** The only host that may use it; `null`: any. */
  readonly host: string | null
  readonly autoApprove: boolean
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  readonly usedAt: string | null
  readonly platformId: string | null
}
