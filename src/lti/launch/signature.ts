import { type CompactJWSHeaderParameters, compactVerify, decodeProtectedHeader, errors } from 'jose'
import type { Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'
import type { JwksCache, KeySet } from '../keys/jwks-cache.ts'
import { isObject } from '../values.ts'

const ALGORITHM = 'RS256'

/**
 * The claims of an id_token whose signature is by this platform's key. RS256 alone is taken (security framework §5.1.2 has
 * every platform offer it), so neither `none` nor a public key used as an HMAC secret gets further. A `kid` that is not in
 * the cached set makes it be fetched once more.
 *
 * @param jwksUrl of the registration that the login named, so another platform's key is no key here
 * @throws LtiError `token_malformed`, `algorithm_refused`, `key_unknown` or `signature_invalid`
 */
export async function verifySignature(token: string, jwksUrl: string, cache: JwksCache): Promise<Claims> {
  const { alg, kid } = header(token)
  if (alg !== ALGORITHM) throw new LtiError('algorithm_refused', 'the id_token is not signed with RS256')
  // 1EdTech certifies no tool that guesses the key, even where the platform has only one.
  if (kid === undefined) throw new LtiError('key_unknown', 'the id_token names no kid')
  const payload =
    (await verifyWith(token, await cache.keys(jwksUrl))) ??
    (await verifyWith(token, await cache.refetch(jwksUrl)))
  if (payload === null)
    throw new LtiError('key_unknown', "the platform's key set has no key for this id_token")
  return readClaims(payload)
}

function header(token: string): Partial<CompactJWSHeaderParameters> {
  try {
    return decodeProtectedHeader(token)
  } catch (cause) {
    throw malformed(cause)
  }
}

/** The payload, or `null` when the set has no key of this `kid`. */
async function verifyWith(token: string, keys: KeySet): Promise<Uint8Array | null> {
  try {
    return (await compactVerify(token, keys, { algorithms: [ALGORITHM] })).payload
  } catch (cause) {
    if (cause instanceof errors.JWKSNoMatchingKey) return null
    if (cause instanceof errors.JWSInvalid) throw malformed(cause)
    if (cause instanceof errors.JWKSMultipleMatchingKeys) {
      throw new LtiError('key_unknown', "the platform's key set has several keys of this kid", { cause })
    }
    throw new LtiError('signature_invalid', "the signature is not of the platform's key", { cause })
  }
}

function readClaims(payload: Uint8Array): Claims {
  let claims: unknown
  try {
    claims = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch (cause) {
    throw malformed(cause)
  }
  if (!isObject(claims)) throw malformed()
  return claims
}

function malformed(cause?: unknown): LtiError {
  return new LtiError('token_malformed', 'the id_token is no signed JWT', { cause })
}
