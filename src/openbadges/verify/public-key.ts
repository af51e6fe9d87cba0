import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { encodeBase58 } from '../proofs/base58.ts'
import { publicKeyFromMultibase } from '../proofs/multikey.ts'
import type { JsonObject } from '../types.ts'
import { isObject } from './json.ts'

export interface PublicKey {
  /** The same for the same key, however it is written: multibase for Ed25519, else `jwk:` and the thumbprint (RFC 7638). */
  readonly fingerprint: string
  /** `null`: a kind of key that is not read here. */
  readonly key: KeyObject | null
}

/** The members that tell one key from another (RFC 7638 §3.2), in their order. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  RSA: ['e', 'kty', 'n'],
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
}

/** A key by any of its spellings: Multikey, `publicKeyJwk`, a JWK itself, or PEM as in Open Badges 2.0. `null`: there is none. */
export function publicKeyOf(method: JsonObject): PublicKey | null {
  const { publicKeyMultibase: multibase, publicKeyJwk, publicKeyPem: pem } = method
  if (typeof multibase === 'string') return { fingerprint: multibase, key: publicKeyFromMultibase(multibase) }
  if (isObject(publicKeyJwk)) return fromJwk(publicKeyJwk)
  if (typeof method.kty === 'string') return fromJwk(method)
  if (typeof pem !== 'string') return null
  const key = keyOrNull(() => createPublicKey(pem))
  return key && fromJwk(key.export({ format: 'jwk' }) as JsonObject)
}

function fromJwk(jwk: JsonObject): PublicKey | null {
  const names = REQUIRED[String(jwk.kty)]
  if (!names?.every((name) => typeof jwk[name] === 'string')) return null
  // Only the public half: a private key that somebody published by mistake is none of ours to hold.
  const bare = Object.fromEntries(names.map((name) => [name, jwk[name]]))
  const key = keyOrNull(() => createPublicKey({ key: bare as JsonWebKey, format: 'jwk' }))
  if (bare.crv === 'Ed25519') return { fingerprint: multibaseOf(String(bare.x)), key }
  return { fingerprint: `jwk:${createHash('sha256').update(JSON.stringify(bare)).digest('base64url')}`, key }
}

const multibaseOf = (x: string) =>
  `z${encodeBase58(Buffer.concat([Buffer.from([0xed, 0x01]), Buffer.from(x, 'base64url')]))}`

function keyOrNull(read: () => KeyObject): KeyObject | null {
  try {
    return read()
  } catch {
    return null
  }
}
