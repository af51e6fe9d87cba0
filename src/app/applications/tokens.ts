import { timingSafeEqual } from 'node:crypto'
import type { ClientProof, Reader, Tokens } from '../contract/applications.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { OAuthClient, OAuthGrant, OAuthToken } from '../model.ts'
import { hashSecret } from '../visiting/visit.ts'
import { OAuthError } from './fault.ts'
import { isWithin, namesIn, wantsOf } from './scopes.ts'

const ACCESS_SECONDS = 3600
/** Since it was last used: each refresh gives a new one. */
const REFRESH_DAYS = 90
const TOKEN_BYTES = 32

const refused = () =>
  new OAuthError('invalid_grant', 'The code or token is unknown, was used, or has expired')

/** Errors: `invalid_client` 401, whether it is unknown, its secret is another's or it proves itself in another way than it registered. */
export async function authenticate(
  { store }: Deps,
  { id, secret, method }: ClientProof,
): Promise<OAuthClient> {
  const client = await store.applications.client(id)
  const proved =
    client?.authMethod === method &&
    (client.secretHash === null || (secret !== null && sameHash(hashSecret(secret), client.secretHash)))
  if (!client || !proved) throw new OAuthError('invalid_client', 'The client could not be authenticated', 401)
  return client
}

/** Errors: `invalid_grant` 400. */
export async function exchange(
  deps: Deps,
  client: OAuthClient,
  { code, redirectUri, verifier }: { code: string; redirectUri: string; verifier: string },
): Promise<Tokens> {
  const codeHash = hashSecret(code)
  const tokens = await deps.store.write(async (unit) => {
    const taken = await unit.applications.takeCode(codeHash, client.id, deps.clock.now())
    if (taken === null) {
      // A code that was used before has been in somebody else's hands (RFC 6749 §4.1.2).
      const before = await unit.applications.grantOfCode(codeHash)
      if (before?.clientId === client.id) await unit.applications.endGrant(before.id)
      return null
    }
    // Whatever is wrong, the code is used up: nobody tries verifiers one after the other.
    if (taken.redirectUri !== redirectUri || !sameHash(hashSecret(verifier), taken.codeChallenge)) return null
    const grant: OAuthGrant = {
      id: deps.random.uuid(),
      clientId: client.id,
      personId: taken.personId,
      scope: taken.scope,
      codeHash,
      grantedAt: isoNow(deps.clock),
    }
    const made = newTokens(deps, client, grant, { access: grant.scope, refresh: grant.scope })
    await unit.applications.grant(grant, made.rows)
    return made.tokens
  })
  if (tokens === null) throw refused()
  return tokens
}

/** Errors: `invalid_grant`, `invalid_scope` 400. */
export async function refresh(
  deps: Deps,
  client: OAuthClient,
  token: string,
  scope: string | undefined,
): Promise<Tokens> {
  const now = deps.clock.now()
  const tokens = await deps.store.write(async (unit) => {
    const found = await unit.applications.token(hashSecret(token))
    if (found?.token.kind !== 'refresh' || found.grant.clientId !== client.id) return null
    if (found.token.expiresAt <= now) return null
    if (scope !== undefined && (scope.trim() === '' || !isWithin(scope, found.token.scope)))
      throw new OAuthError('invalid_scope', 'More is asked for than was allowed')
    // Two hold it, and nobody knows which of them is the client (RFC 9700 §4.14.2).
    if (!(await unit.applications.spend(found.token.tokenHash, now))) {
      await unit.applications.endGrant(found.grant.id)
      return null
    }
    const access = scope === undefined ? found.token.scope : namesIn(scope).join(' ')
    const made = newTokens(deps, client, found.grant, { access, refresh: found.token.scope })
    await unit.applications.addTokens(made.rows)
    return made.tokens
  })
  if (tokens === null) throw refused()
  return tokens
}

/** Errors: `invalid_grant` 400 for another client's. */
export async function revoke({ store }: Deps, client: OAuthClient, token: string): Promise<void> {
  const found = await store.applications.token(hashSecret(token))
  if (found === null) return
  if (found.grant.clientId !== client.id)
    throw new OAuthError('invalid_grant', 'The token was issued to another client')
  const endsAll = found.token.kind === 'refresh' || !wantsOf(found.grant.scope).later
  await (endsAll
    ? store.applications.endGrant(found.grant.id)
    : store.applications.endToken(found.token.tokenHash))
}

/** Errors: `invalid_token` 401, `insufficient_scope` 403; `platform_suspended` 403. */
export async function readerOf({ store, clock }: Deps, token: string, scope: string): Promise<Reader> {
  const found = await store.applications.token(hashSecret(token))
  const person = found && (await store.people.byId(found.grant.personId))
  if (!person || found.token.kind !== 'access' || found.token.expiresAt <= clock.now())
    throw new OAuthError('invalid_token', 'The access token is unknown, was ended, or has expired', 401)
  const names = namesIn(found.token.scope)
  if (!names.includes(scope))
    throw new OAuthError('insufficient_scope', 'The access token does not cover this', 403)
  const platform = await store.platforms.byId(person.platformId)
  if (platform?.status !== 'approved')
    throw new AppError('platform_suspended', 403, 'the platform is not approved')
  return { grant: found.grant, person, scope: names }
}

function newTokens(
  { clock, random }: Deps,
  client: OAuthClient,
  { id: grantId, scope: granted }: OAuthGrant,
  scopes: { readonly access: string; readonly refresh: string },
): { rows: OAuthToken[]; tokens: Tokens } {
  const now = clock.now()
  const row = (secret: string, kind: OAuthToken['kind'], seconds: number): OAuthToken => ({
    tokenHash: hashSecret(secret),
    grantId,
    kind,
    scope: scopes[kind],
    expiresAt: now + seconds * 1000,
    spentAt: null,
  })
  const accessToken = random.token(TOKEN_BYTES)
  const refreshToken = client.refreshes && wantsOf(granted).later ? random.token(TOKEN_BYTES) : null
  const rows = [row(accessToken, 'access', ACCESS_SECONDS)]
  if (refreshToken !== null) rows.push(row(refreshToken, 'refresh', REFRESH_DAYS * 86_400))
  return { rows, tokens: { accessToken, refreshToken, expiresIn: ACCESS_SECONDS, scope: scopes.access } }
}

function sameHash(a: string, b: string): boolean {
  const [given, kept] = [Buffer.from(a), Buffer.from(b)]
  return given.length === kept.length && timingSafeEqual(given, kept)
}
