/** Applications that learners let read their credentials. Times are milliseconds since the epoch. */
import type { AuthorizationCode, OAuthClient, OAuthGrant, OAuthRequest, OAuthToken } from '../model.ts'

export interface ApplicationRepository {
  /** `false`, and nothing is written, where as many wait already that nobody ever allowed anything. */
  register(client: OAuthClient, mostWaiting: number): Promise<boolean>
  client(id: string): Promise<OAuthClient | null>
  ask(request: OAuthRequest): Promise<void>
  /** Not expired at `now`. */
  asked(codeHash: string, now: number): Promise<OAuthRequest | null>
  /** By one atomic delete: of two answers to one request the second finds nothing. */
  takeAsked(codeHash: string, now: number): Promise<OAuthRequest | null>
  putCode(code: AuthorizationCode): Promise<void>
  /** By one atomic delete. Another client’s code is left alone. */
  takeCode(codeHash: string, clientId: string, now: number): Promise<AuthorizationCode | null>
  /** What a code led to that was used before. */
  grantOfCode(codeHash: string): Promise<OAuthGrant | null>
  /** Unique on the code: a second grant of one is refused by the database. */
  grant(grant: OAuthGrant, tokens: readonly OAuthToken[]): Promise<void>
  /** With its grant, expired and spent ones too; `null` as well where its person was erased. */
  token(tokenHash: string): Promise<{ token: OAuthToken; grant: OAuthGrant } | null>
  addTokens(tokens: readonly OAuthToken[]): Promise<void>
  /** By one update: of two exchanges of one refresh token the second answers `false`. */
  spend(tokenHash: string, now: number): Promise<boolean>
  endToken(tokenHash: string): Promise<void>
  /** With all its tokens, at once. `personId`: only if it is this person’s. Answers whether there was one. */
  endGrant(id: string, personId?: string): Promise<boolean>
  /** Those that can still read, newest first. */
  ofPerson(personId: string, now: number): Promise<{ grant: OAuthGrant; client: OAuthClient }[]>
  /** Removes what has expired, grants that no token is left of, and clients without any that registered before `clientsBefore`. */
  sweep(now: number, clientsBefore: number): Promise<void>
}
