import { createHash, generateKeyPairSync } from 'node:crypto'
import type { JsonObject, PublishedTokenKey, TokenSigningKey } from '../../../src/openbadges/index.ts'
import { issuer } from './factories.ts'

/** An RSA key of the issuer's: what signs, and what is published of it. */
export function tokenKey(bits = 2048): { signing: TokenSigningKey; published: PublishedTokenKey } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  const jwk = publicKey.export({ format: 'jwk' }) as JsonObject
  const name = createHash('sha256').update(String(jwk.n)).digest('hex').slice(0, 12)
  const id = `${issuer.id}/keys/${name}`
  return {
    signing: { kid: id, privateKey },
    published: { id, jwk: { ...jwk, kid: name, alg: 'RS256' }, revoked: null },
  }
}

/** A token taken apart, nothing checked. */
export function parts(token: string): { header: JsonObject; payload: JsonObject } {
  const [header = '', payload = ''] = token.split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as JsonObject
  return { header: read(header), payload: read(payload) }
}
