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
}

interface Entry {
  readonly keys: KeySet
  readonly expiresAt: number
}

const HOUR = 3_600_000
const SHORTEST_AGE = 60_000
const REFETCH_PAUSE = 30_000
const LARGEST_SET = 1024 * 1024

const jwks = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) })

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
  }
}

async function fetchKeys(send: Send, url: string, clock: Clock): Promise<Entry> {
  const reply = await send({
    url,
    headers: { Accept: 'application/json, application/jwk-set+json' },
    // A person waits for this launch: two tries, not three.
    tries: 2,
    // The platform has just sent that person.
    circuit: null,
    maxBytes: LARGEST_SET,
  })
  if (reply.status !== 200) throw unavailable(`the key set's address answered ${reply.status}`)
  const parsed = jwks.safeParse(parseJson(reply.text))
  if (!parsed.success) throw unavailable('the address of the key set holds no key set')
  const usable = parsed.data.keys.filter((key) => key.kty === 'RSA') as JWK[]
  return {
    keys: createLocalJWKSet({ keys: usable }),
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
