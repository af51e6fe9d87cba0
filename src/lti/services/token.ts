import { z } from 'zod'
import { LtiError } from '../errors.ts'
import { parseJson } from '../http/body.ts'
import type { Send } from '../http/send.ts'
import { signMessage } from '../keys/sign.ts'
import { quirksOf } from '../platforms/index.ts'
import type { LtiToolOptions, Registration } from '../types.ts'
import { numeric } from '../values.ts'

export interface AccessToken {
  readonly value: string
  /** Scopes the platform granted; `null` when its reply does not say: then those asked for (RFC 6749 §5.1). */
  readonly scopes: readonly string[] | null
  /** Milliseconds since the epoch. */
  readonly renewAt: number
}

export interface Tokens {
  /** The token of this registration for these scopes: one request however many ask for it. */
  get(registration: Registration, scopes: readonly string[]): Promise<AccessToken>
  /** Forgets a token that the platform refused, unless another caller has had it renewed already. */
  drop(registration: Registration, scopes: readonly string[], token: AccessToken): void
}

interface Entry {
  readonly request: Promise<AccessToken>
  token: AccessToken | null
}

const DEFAULT_LIFETIME_SECONDS = 3600
const EARLY_SECONDS = 60

const reply = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.unknown().optional(),
  scope: z.unknown().optional(),
})

/** Access tokens by client credentials with a signed assertion (security framework §4.1, RFC 7523). */
export function createTokens(
  options: Pick<LtiToolOptions, 'keys' | 'clock' | 'random'> & { send: Send },
): Tokens {
  const entries = new Map<string, Entry>()

  return {
    get(registration, scopes) {
      const key = keyOf(registration, scopes)
      const known = entries.get(key)
      if (known && (known.token === null || options.clock() < known.token.renewAt)) return known.request
      const request = requestToken(options, registration, scopes)
      const entry: Entry = { request, token: null }
      entries.set(key, entry)
      request.then(
        (token) => {
          entry.token = token
        },
        () => {
          if (entries.get(key) === entry) entries.delete(key)
        },
      )
      return request
    },
    drop(registration, scopes, token) {
      const key = keyOf(registration, scopes)
      if (entries.get(key)?.token === token) entries.delete(key)
    },
  }
}

/** Everything the request is made of, so that a corrected registration never gets the old one's token. */
function keyOf({ id, clientId, tokenUrl, tokenAudience }: Registration, scopes: readonly string[]): string {
  return JSON.stringify([id, clientId, tokenUrl, tokenAudience, [...new Set(scopes)].sort()])
}

async function requestToken(
  options: Pick<LtiToolOptions, 'keys' | 'clock' | 'random'> & { send: Send },
  registration: Registration,
  scopes: readonly string[],
): Promise<AccessToken> {
  const assertion = await signMessage(options, {
    iss: registration.clientId,
    sub: registration.clientId,
    aud: registration.tokenAudience ?? quirksOf(registration).tokenAudience ?? registration.tokenUrl,
    jti: options.random(16),
  })
  const answer = await options.send({
    url: registration.tokenUrl,
    // Its own: that tokens are given says nothing of the services, and the other way round.
    circuit: registration.tokenUrl,
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      scope: [...new Set(scopes)].sort().join(' '),
    }).toString(),
  })
  if (answer.status !== 200 && answer.status !== 201) throw refusal(answer.status, answer.text, scopes)
  const parsed = reply.safeParse(parseJson(answer.text))
  if (!parsed.success) {
    throw new LtiError('reply_invalid', 'the token reply holds no access token', {
      status: 502,
      retryable: true,
    })
  }
  const lifetime = numeric(parsed.data.expires_in) ?? DEFAULT_LIFETIME_SECONDS
  const granted = typeof parsed.data.scope === 'string' ? parsed.data.scope.split(/\s+/).filter(Boolean) : []
  return {
    value: parsed.data.access_token,
    scopes: granted.length === 0 ? null : granted,
    renewAt: options.clock() + Math.max(lifetime - EARLY_SECONDS, lifetime / 2) * 1000,
  }
}

function refusal(status: number, text: string, scopes: readonly string[]): LtiError {
  const error = /"error"\s*:\s*"([a-z_]{1,40})"/.exec(text.slice(0, 4096))?.[1] ?? 'unknown'
  if (error === 'invalid_scope') {
    return new LtiError('scope_missing', 'the platform does not grant these scopes', {
      status: 403,
      detail: { scope: scopes.join(' ') },
    })
  }
  return new LtiError('token_refused', `the platform gives no access token: ${status} ${error}`, {
    status: 502,
    // Platforms also say this when they could not fetch our keys: during a restart, or with the keys of before a rotation.
    retryable: error === 'invalid_client',
    detail: { status: String(status), error },
  })
}
