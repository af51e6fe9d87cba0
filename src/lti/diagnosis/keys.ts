import { importJWK, type JWK } from 'jose'
import { parseJson } from '../http/body.ts'
import type { Send } from '../http/send.ts'
import { KEY_SET_REQUEST, keysOf } from '../keys/jwks-cache.ts'
import { explain, explainStatus, fail, pass } from './explain.ts'
import type { Probe } from './types.ts'

/** A shorter modulus is not RS256 (RFC 7518 §3.3). */
const LEAST_BYTES = 256

/**
 * Whether the platform's key set can be read and holds a key that a launch can be checked with.
 * @param cachedFor milliseconds since the set that launches use was read; `null`: none is kept
 */
export async function probeKeys(send: Send, url: string, cachedFor: number | null): Promise<Probe> {
  const cached = cachedFor === null ? {} : { cachedSeconds: String(Math.floor(cachedFor / 1000)) }
  try {
    const reply = await send({ url, ...KEY_SET_REQUEST })
    if (reply.status !== 200) return explainStatus('keys', reply.status, new URL(url).host)
    const keys = keysOf(parseJson(reply.text))
    if (keys === null) return fail('keys', 'reply_invalid', { host: new URL(url).host })
    const usable = (await Promise.all(keys.map(isUsable))).filter(Boolean).length
    if (usable === 0) return fail('keys', 'keys_none_usable', { keys: String(keys.length) })
    return pass('keys', 'keys_usable', { keys: String(usable), ...cached })
  } catch (error) {
    return explain('keys', error)
  }
}

async function isUsable(key: JWK): Promise<boolean> {
  const { kty, use = 'sig', alg = 'RS256', n = '' } = key
  if (kty !== 'RSA' || use !== 'sig' || alg !== 'RS256') return false
  if (typeof n !== 'string' || Buffer.from(n, 'base64url').length < LEAST_BYTES) return false
  return importJWK(key, 'RS256').then(
    () => true,
    () => false,
  )
}
