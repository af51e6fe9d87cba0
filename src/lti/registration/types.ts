import type { MessageType } from '../types.ts'

/** Whose product a platform is, where that changes what people must do. */
export type Product = 'moodle' | 'canvas' | 'blackboard' | 'brightspace' | 'sakai' | 'other'

/** A platform's OpenID configuration, checked (Dynamic Registration 1.0 §3.3; OpenID Connect Discovery 1.0 §3). */
export interface PlatformConfiguration {
  /** To the character: launches will name it so. */
  readonly issuer: string
  readonly authUrl: string
  readonly tokenUrl: string
  readonly jwksUrl: string
  readonly registrationUrl: string
  /** `authorization_server`: `aud` of client assertions, where it is an address and not the token URL. */
  readonly tokenAudience: string | null
  /** `product_family_code`, lower case. */
  readonly family: string | null
  readonly product: Product
  /** What the platform calls the institution; else its host. */
  readonly name: string
  /** `null`: the platform does not say, so anything may be asked for. */
  readonly scopes: readonly string[] | null
  readonly claims: readonly string[] | null
  readonly messages: readonly { readonly type: string; readonly placements: readonly string[] }[] | null
  /** Where its pages may stand, as sources of `frame-ancestors`; the first is the configuration's own origin. */
  readonly frameOrigins: readonly string[]
}

/** What the tool tells about itself. Addresses are absolute. */
export interface ToolProfile {
  readonly name: string
  readonly description: string
  readonly logoUrl: string
  /** Sent with every launch; `$Variables` are the platform's to fill in. */
  readonly custom: Readonly<Record<string, string>>
  readonly scopes: readonly string[]
}

/** What the platform made of the registration. */
export interface RegisteredClient {
  readonly clientId: string
  /** `null` where the platform makes deployments later (Canvas, Brightspace). */
  readonly deploymentId: string | null
}

/** The dynamic side of a tool's life: two steps, so that a caller can use something up in between. Errors: `LtiError`. */
export interface DynamicRegistration {
  /**
   * Reads and checks the platform's configuration. `vouchedHost` is a host that the operator named: it may speak for an
   * issuer that many hosts share.
   *
   * Errors: `configuration_address_invalid`, `configuration_unreachable`, `configuration_invalid`, `issuer_host_mismatch`.
   */
  readConfiguration(request: {
    readonly url: string
    readonly registrationToken: string | null
    readonly vouchedHost: string | null
  }): Promise<PlatformConfiguration>
  /**
   * Registers the tool with the platform, once: a repeat could make a second tool.
   *
   * Errors: `registration_token_used`, `registration_token_refused`, `registration_domain_refused`, `registration_refused`,
   * `registration_unanswered`, `registration_answer_invalid`.
   */
  register(
    platform: PlatformConfiguration,
    registrationToken: string | null,
    profile: ToolProfile,
  ): Promise<RegisteredClient>
}

/** Where a family of platforms leaves Dynamic Registration 1.0, or adds to it. */
export interface RegistrationQuirks {
  /** Domains, with all below them, whose configuration may speak for the issuer that this platform's sites share. */
  readonly domains?: readonly string[]
  /** Pages of the platform besides the origins that its configuration names, as sources of `frame-ancestors`. */
  readonly frameOrigins?: readonly string[]
  /** Placements to ask for, by message and by the last part of their names. */
  readonly placements?: Readonly<Partial<Record<MessageType, readonly string[]>>>
  /** Members to add to the tool configuration, and to the message that has a placement of this name. */
  readonly toolExtras?: Readonly<Record<string, unknown>>
  readonly placementExtras?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
