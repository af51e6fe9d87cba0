/** Applications (wallets, backpacks) that learners let read their credentials: OAuth 2.0 (RFC 6749) as Open Badges 3.0 §7 asks for it. */

/** How an application proves who it is at the token endpoint (RFC 7591 §2). `none`: it keeps no secret, and has PKCE alone. */
export const AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'none'] as const
export type AuthMethod = (typeof AUTH_METHODS)[number]

export interface OAuthClient {
  readonly id: string
  /** SHA-256 (base64url) of its secret. */
  readonly secretHash: string | null
  readonly authMethod: AuthMethod
  /** As it calls itself. */
  readonly name: string
  /** Of all its addresses: who really gets what is read. */
  readonly host: string
  readonly redirectUris: readonly string[]
  /** What it may ask for, with spaces between. */
  readonly scope: string
  /** It takes refresh tokens. */
  readonly refreshes: boolean
  readonly policyUri: string | null
  /** Milliseconds since the epoch. */
  readonly registeredAt: number
}

interface Asked {
  /** SHA-256 (base64url) of the code. */
  readonly codeHash: string
  readonly clientId: string
  readonly redirectUri: string
  readonly scope: string
  /** PKCE, S256 (RFC 7636). */
  readonly codeChallenge: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** Asked for in a browser, and answered by nobody yet. Its code is the one that the learner types in their course. */
export interface OAuthRequest extends Asked {
  readonly state: string | null
}

/** The learner has agreed; the application exchanges it for tokens. */
export interface AuthorizationCode extends Asked {
  readonly personId: string
}

export interface OAuthGrant {
  readonly id: string
  readonly clientId: string
  readonly personId: string
  readonly scope: string
  /** Of the authorization code that led to it. */
  readonly codeHash: string
  readonly grantedAt: string
}

export interface OAuthToken {
  /** SHA-256 (base64url) of the token. */
  readonly tokenHash: string
  readonly grantId: string
  readonly kind: 'access' | 'refresh'
  readonly scope: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  /** Of a refresh token: when it was exchanged for the next. */
  readonly spentAt: number | null
}
