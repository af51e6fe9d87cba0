/** Applications that learners let read their credentials: OAuth 2.0 as Open Badges 3.0 §7 asks for it. */

import type { LevelId } from '../../core/ladder.ts'
import type { OAuthError } from '../applications/fault.ts'
import type { Visit } from '../contract.ts'
import type { AuthMethod, OAuthClient, OAuthGrant, Person } from '../model.ts'

/** What an application says of itself when it registers (RFC 7591 §2), checked. */
export interface ClientMetadata {
  readonly name: string
  /** All on one host. */
  readonly redirectUris: readonly string[]
  readonly authMethod: AuthMethod
  /** `null`: whatever is offered. */
  readonly scope: string | null
  readonly refreshes: boolean
  readonly policyUri: string | null
}

/** An authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3), each parameter as it came. */
export interface AuthorizationQuery {
  readonly responseType: string | undefined
  readonly scope: string | undefined
  readonly state: string | undefined
  readonly codeChallenge: string | undefined
  readonly codeChallengeMethod: string | undefined
  /** A parameter came twice (RFC 6749 §3.1). */
  readonly twice: boolean
}

/** What somebody is asked to allow. */
export interface AskedView {
  readonly client: Pick<OAuthClient, 'name' | 'host' | 'policyUri'>
  readonly redirectUri: string
  readonly wants: Wants
  /** What it would see now, newest first. */
  readonly credentials: readonly SeenCredential[]
}

export interface Wants {
  readonly credentials: boolean
  /** Name and email address. */
  readonly profile: boolean
  /** Also later, without asking again. */
  readonly later: boolean
}

export interface SeenCredential {
  readonly id: string
  readonly level: LevelId
  readonly courseTitle: string
  readonly awardedAt: string
}

/** An application that may read. */
export interface AllowedView {
  readonly grantId: string
  readonly client: Pick<OAuthClient, 'name' | 'host'>
  readonly wants: Wants
  readonly since: string
}

/** Who an application at the token endpoint says it is, and how it proves that. */
export interface ClientProof {
  readonly id: string
  readonly secret: string | null
  readonly method: AuthMethod
}

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string | null
  /** Seconds. */
  readonly expiresIn: number
  readonly scope: string
}

/** What an access token stands for. */
export interface Reader {
  readonly grant: OAuthGrant
  readonly person: Person
  readonly scope: readonly string[]
}

export interface CredentialsQuery {
  readonly limit: number
  readonly offset: number
  /** Milliseconds since the epoch: only what was issued, or issued anew, after it. */
  readonly since: number | null
}

/** One page of a person's credentials that stand, oldest first. */
export interface CredentialsPage {
  readonly total: number
  /** JSON text, byte for byte as signed. */
  readonly documents: readonly string[]
  /** Of the same credentials, those that are signed as tokens too (VC-JWT). */
  readonly tokens: readonly string[]
}

/** Errors by the names of the RFCs are `OAuthError`; the others are the product's own. */
export interface Applications {
  /** RFC 7591. Errors: `temporarily_unavailable` 503 where too many wait that nobody ever allowed anything. */
  register(metadata: ClientMetadata): Promise<{ client: OAuthClient; secret: string | null }>
  /** Who asks, and whether what comes of it may go where they say. Errors: `client_unknown`, `redirect_mismatch` 400. */
  clientAt(clientId: string, redirectUri: string): Promise<OAuthClient>
  /** Keeps a request for ten minutes. Answers its code. Errors: those of RFC 6749 §4.1.2.1. */
  ask(client: OAuthClient, redirectUri: string, query: AuthorizationQuery): Promise<string>
  /** Where a refusal is told: the address, with what RFC 6749 §4.1.2.1 adds to it. */
  refusalAddress(redirectUri: string, error: OAuthError, state: string | undefined): string
  /** Of these visits of one browser, the newest as a learner that still goes on; `null`: there is none. */
  liveVisit(sessionIds: readonly string[]): Promise<string | null>

  /** Errors: `anonymous` 403, `asked_gone` 410 where the code is none, was answered or has expired. */
  asked(visit: Visit, code: string): Promise<AskedView>
  /** Answers where to go from here: the application's own address, with a code (RFC 6749 §4.1.2). Errors: as `asked`, and `only_looking` 403. */
  allow(visit: Visit, code: string): Promise<string>
  /** The same with `access_denied`. */
  refuse(visit: Visit, code: string): Promise<string>
  allowed(visit: Visit): Promise<readonly AllowedView[]>
  /** From now on it reads nothing. Nothing is to be done where it is somebody else's or was taken back. */
  takeBack(visit: Visit, grantId: string): Promise<void>

  /** Errors: `invalid_client` 401. */
  authenticate(proof: ClientProof): Promise<OAuthClient>
  /** Errors: `invalid_grant` 400. A code that comes back ends what it led to. */
  exchange(
    client: OAuthClient,
    request: { readonly code: string; readonly redirectUri: string; readonly verifier: string },
  ): Promise<Tokens>
  /** Errors: `invalid_grant`, `invalid_scope` 400. A refresh token that comes back ends the grant. */
  refresh(client: OAuthClient, token: string, scope: string | undefined): Promise<Tokens>
  /** RFC 7009. Nothing is to be done with one that is not known. Errors: `invalid_grant` 400 for another client's. */
  revoke(client: OAuthClient, token: string): Promise<void>

  /** Errors: `invalid_token` 401, `insufficient_scope` 403; `platform_suspended` 403. */
  reader(token: string, scope: string): Promise<Reader>
  credentials(reader: Reader, query: CredentialsQuery): Promise<CredentialsPage>
}
