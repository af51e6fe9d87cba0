import { createLocalJWKSet, type JWK } from 'jose'
import { z } from 'zod'
import { LtiError } from '../errors.ts'
import { parseJson } from '../http/body.ts'
import type { Send } from '../http/send.ts'
import type { Clock } from '../types.ts'

/** Finds the key that a JWS header asks for; throws jose's JWKS errors. */
export type KeySet = ReturnType<typeof createLocalJWKSet>

export interface JwksCache {
  /** The platform's keys, fetched at most once while they are fresh, however many launches wait for them. */
  keys(url: string): Promise<KeySet>
  /** The keys once more, for a `kid` not among them: fetched at most once in 30 s, so that made-up kids cost the platform nothing. */
  refetch(url: string): Promise<KeySet>
  /** Milliseconds since the keys that launches use were fetched; `null` when none are kept. */
  age(url: string): number | null
}

interface Entry {
  readonly keys: KeySet
  readonly fetchedAt: number
  readonly expiresAt: number
}

const HOUR = 3_600_000
const SHORTEST_AGE = 60_000
const REFETCH_PAUSE = 30_000
const LARGEST_SET = 1024 * 1024

const jwks = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) })

/** How a key set is asked for. */
export const KEY_SET_REQUEST = {
  headers: { Accept: 'application/json, application/jwk-set+json' },
  maxBytes: LARGEST_SET,
} as const

/** The keys of a key set (RFC 7517 §5), or `null` where the JSON is none. */
export function keysOf(json: unknown): JWK[] | null {
  const parsed = jwks.safeParse(json)
  return parsed.success ? (parsed.data.keys as JWK[]) : null
}

/** Keys of platforms, per JWKS URL (security framework §6.3). */
export function createJwksCache(options: { send: Send; clock: Clock }): JwksCache {
  const entries = new Map<string, Entry>()
  const fetching = new Map<string, Promise<Entry>>()
  const refetchedAt = new Map<string, number>()

  function load(url: string): Promise<Entry> {
    const underWay = fetching.get(url)
    if (underWay) return underWay
    const loading = fetchKeys(options.send, url, options.clock)
      .then((entry) => {
        entries.set(url, entry)
        return entry
      })
      .finally(() => fetching.delete(url))
    fetching.set(url, loading)
    return loading
  }

  return {
    async keys(url) {
      const entry = entries.get(url)
      return entry !== undefined && options.clock() < entry.expiresAt ? entry.keys : (await load(url)).keys
    },
    async refetch(url) {
      const last = refetchedAt.get(url)
      const entry = entries.get(url)
      // Of parallel launches with a new key the first refetches; the others find its keys here or wait for them.
      if (!fetching.has(url) && entry && last !== undefined && options.clock() - last < REFETCH_PAUSE)
        return entry.keys
      refetchedAt.set(url, options.clock())
      return (await load(url)).keys
    },
    age(url) {
      const entry = entries.get(url)
      return entry === undefined ? null : options.clock() - entry.fetchedAt
    },
  }
}

async function fetchKeys(send: Send, url: string, clock: Clock): Promise<Entry> {
  const reply = await send({
    url,
    ...KEY_SET_REQUEST,
    // A person waits for this launch: two tries, not three.
    tries: 2,
    // The platform has just sent that person.
    circuit: null,
  })
  if (reply.status !== 200) throw unavailable(`the key set's address answered ${reply.status}`)
  const keys = keysOf(parseJson(reply.text))
  if (keys === null) throw unavailable('the address of the key set holds no key set')
  return {
    keys: createLocalJWKSet({ keys: keys.filter((key) => key.kty === 'RSA') }),
    fetchedAt: clock(),
    expiresAt: clock() + maxAge(reply.headers.get('cache-control')),
  }
}

/** An hour, or less where the platform says so. */
function maxAge(cacheControl: string | null): number {
  const seconds = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(cacheControl ?? '')?.[1]
  return seconds === undefined ? HOUR : Math.min(HOUR, Math.max(SHORTEST_AGE, Number(seconds) * 1000))
}

function unavailable(message: string): LtiError {
  return new LtiError('keys_unavailable', message, { status: 502, retryable: true })
}
