import type { AuthorizationQuery } from '../contract/applications.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { OAuthClient } from '../model.ts'
import { hashSecret } from '../visiting/visit.ts'
import { newUserCode } from './code.ts'
import { OAuthError } from './fault.ts'
import { grantable } from './scopes.ts'

const MINUTES = 10

/** Errors: `client_unknown`, `redirect_mismatch` 400: nothing may be told to an address that is not known to be the client's. */
export async function clientAt({ store }: Deps, clientId: string, redirectUri: string): Promise<OAuthClient> {
  const client = await store.applications.client(clientId)
  if (!client) throw new AppError('client_unknown', 400, 'no such client')
  // Character by character (RFC 9700 §2.1).
  if (!client.redirectUris.includes(redirectUri))
    throw new AppError('redirect_mismatch', 400, 'the redirect address is not one of the client')
  return client
}

/** Errors: those of RFC 6749 §4.1.2.1. */
export async function ask(
  { store, clock, random }: Deps,
  client: OAuthClient,
  redirectUri: string,
  query: AuthorizationQuery,
): Promise<string> {
  const { scope, codeChallenge } = checked(client, query)
  const code = newUserCode(random)
  await store.applications.ask({
    codeHash: hashSecret(code),
    clientId: client.id,
    redirectUri,
    scope,
    state: query.state ?? null,
    codeChallenge,
    expiresAt: clock.now() + MINUTES * 60_000,
  })
  return code
}

function checked(client: OAuthClient, query: AuthorizationQuery): { scope: string; codeChallenge: string } {
  const { responseType, scope = '', codeChallenge, codeChallengeMethod, state, twice } = query
  if (twice) throw new OAuthError('invalid_request', 'A parameter came twice')
  if (responseType === undefined) throw new OAuthError('invalid_request', 'response_type is missing')
  if (responseType !== 'code')
    throw new OAuthError('unsupported_response_type', 'The only response_type is code')
  if (codeChallenge === undefined)
    throw new OAuthError('invalid_request', 'code_challenge is missing: PKCE is required')
  if (codeChallengeMethod !== 'S256')
    throw new OAuthError('invalid_request', 'The only code_challenge_method is S256')
  if (!/^[\w-]{43}$/.test(codeChallenge))
    throw new OAuthError('invalid_request', 'code_challenge is not a SHA-256 in base64url')
  if (state !== undefined && (state.length > 2000 || !/^[\x20-\x7e]*$/.test(state)))
    throw new OAuthError('invalid_request', 'state is too long, or not printable ASCII')
  const granted = grantable(scope, client.scope)
  if (granted === null)
    throw new OAuthError('invalid_scope', 'Nothing is asked for that this client may read here')
  return { scope: granted, codeChallenge }
}

/** RFC 6749 §4.1.2.1. */
export function refusalAddress(
  toolUrl: string,
  redirectUri: string,
  error: OAuthError,
  state: string | undefined,
): string {
  const { code, message } = error
  return answerAddress(toolUrl, redirectUri, { error: code, error_description: message, state })
}

/** The redirect address with an answer in its query; its own query stays. `iss` names who answers (RFC 9207). */
export function answerAddress(
  toolUrl: string,
  redirectUri: string,
  answer: Readonly<Record<string, string | undefined>>,
): string {
  const address = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer))
    if (value !== undefined) address.searchParams.set(name, value)
  address.searchParams.set('iss', toolUrl)
  return address.href
}
