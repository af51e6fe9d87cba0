import type { Behaviour } from './behaviours/index.ts'
import type { PlatformKeys } from './keys.ts'
import type { ServiceLog } from './log.ts'
import type { Model } from './model/index.ts'
import type { RegistrationToken } from './registration/tokens.ts'
import type { ContentPlace, Faults, User, WebService } from './types.ts'

/** A launch that was begun on a VLE page and may be finished once at the authorisation endpoint. */
export interface PendingLaunch {
  readonly userId: string
  readonly courseId: string
  readonly toolId: string
  /** `null`: deep linking, or the review of a column without a link. */
  readonly linkId: string | null
  readonly targetLinkUri: string
  readonly target: 'iframe' | 'window'
  /** A teacher who looks with a learner's eyes (Moodle's "switch role to"). */
  readonly asLearner: boolean
  /** Submission review: whose, and the column it was asked from. */
  readonly review: { readonly userId: string; readonly columnId: string } | null
}

/** A deep linking under way, by the `sesskey` of its return URL. */
export interface PendingDeepLink {
  readonly userId: string
  readonly courseId: string
  readonly toolId: string
  readonly data: string | null
}

export interface AccessToken {
  readonly toolId: string
  readonly scopes: readonly string[]
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** What every handler of one VLE shares. */
export interface Site {
  url: string
  /** `iss` of everything it signs. */
  issuer: string
  readonly title: string
  /** `tool_platform.guid`. */
  guid: string
  readonly model: Model
  readonly keys: PlatformKeys
  readonly behaviour: Behaviour
  readonly faults: Faults
  readonly contentPlace: ContentPlace
  readonly webService: WebService
  readonly log: ServiceLog
  readonly clock: () => number
  /** Users by session. */
  readonly sessions: Map<string, User['id']>
  readonly launches: Map<string, { readonly launch: PendingLaunch; uses: number }>
  readonly deepLinks: Map<string, PendingDeepLink>
  readonly tokens: Map<string, AccessToken>
  /** `jti` of client assertions and `nonce` of deep-linking responses, seen once. */
  readonly seen: Set<string>
  /** Registration tokens given out. */
  readonly registrationTokens: Map<string, RegistrationToken>
  /** What tools sent that was accepted, newest last. */
  readonly registrations: Readonly<Record<string, unknown>>[]
  /** How often one launch id works. */
  readonly launchIdUses: number
}
