import { sign } from 'node:crypto'
import { promisify } from 'node:util'
import { buildTokenPayload } from '../documents/token.ts'
import { BadgeError } from '../errors.ts'
import type { JsonObject, TokenSigningKey } from '../types.ts'
import { isBroken } from './broken-text.ts'

/** In the thread pool: RSA takes most of a millisecond, and several signatures are made at once. */
const signInPool = promisify(sign)

/**
 * Signs a credential as VC-JWT with RS256 (OB 3.0 §8.2; RFC 7515 §3.1 compact serialization). The same credential, key and second make
 * the same token.
 *
 * @param signedAt ISO 8601
 * @param revocationList see `buildTokenPayload`
 *
 * Errors: `BadgeError` `date_invalid`; `signing_failed`: half a character, or no RSA key of 2,048 bits at least.
 */
export async function signToken(
  credential: JsonObject,
  { kid, privateKey }: TokenSigningKey,
  signedAt: string,
  revocationList?: string,
): Promise<string> {
  if (isBroken(credential)) throw new BadgeError('signing_failed', 'the document holds half a character')
  const { asymmetricKeyType, asymmetricKeyDetails } = privateKey
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    throw new BadgeError('signing_failed', 'the key is no RSA key of 2,048 bits')
  const payload = buildTokenPayload(credential, signedAt, revocationList)
  const input = `${encoded({ alg: 'RS256', kid, typ: 'JWT' })}.${encoded(payload)}`
  const signature = await signInPool('sha256', Buffer.from(input), privateKey)
  return `${input}.${signature.toString('base64url')}`
}

const encoded = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString('base64url')
