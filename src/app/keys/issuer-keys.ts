import { createPrivateKey, type JsonWebKey } from 'node:crypto'
import type { JsonObject, PublishedTokenKey, SigningKey, TokenSigningKey } from '../../openbadges/index.ts'
import type { PublicUrls } from '../issuing/urls.ts'
import { issuerLine, type KeyRing, tokenLine } from './key-ring.ts'

/** An issuer's keys: Ed25519 for credentials that are documents, RSA for those that are tokens. */
export interface IssuerKeys {
  /** The key that signs now; made when first asked for. */
  current(issuerId: string): Promise<SigningKey>
  /** Multibase public keys, newest first. Retired ones stay, so that old badges stay valid. */
  published(issuerId: string): Promise<string[]>
  /** Of those, the ones that came into wrong hands, with the moment from which nothing is theirs (ISO 8601). */
  revoked(issuerId: string): Promise<Readonly<Record<string, string>>>
  /** The key that signs tokens now; made when first asked for. */
  token(issuerId: string): Promise<TokenSigningKey>
  /** Keys of tokens, newest first, retired ones included. */
  publishedTokens(issuerId: string): Promise<PublishedTokenKey[]>
}

/** @param urls `issuer`: the controller of the keys; `tokenKey`: where one can be fetched */
export function createIssuerKeys(ring: KeyRing, urls: Pick<PublicUrls, 'issuer' | 'tokenKey'>): IssuerKeys {
  return {
    async current(issuerId) {
      const { key, secret } = await ring.signer(issuerLine(issuerId))
      const controller = urls.issuer(issuerId)
      return {
        id: `${controller}#${key.publicKey}`,
        controller,
        publicKeyMultibase: key.publicKey,
        secretKeyMultibase: secret,
      }
    },
    published: async (issuerId) =>
      (await ring.published(issuerLine(issuerId))).map(({ publicKey }) => publicKey),
    async revoked(issuerId) {
      const keys = await ring.published(issuerLine(issuerId))
      return Object.fromEntries(
        keys.flatMap(({ publicKey, compromisedAt }) => (compromisedAt ? [[publicKey, compromisedAt]] : [])),
      )
    },
    async token(issuerId) {
      const { key, secret } = await ring.signer(tokenLine(issuerId))
      const jwk = JSON.parse(secret) as JsonWebKey
      return {
        kid: urls.tokenKey(issuerId, key.id),
        privateKey: createPrivateKey({ key: jwk, format: 'jwk' }),
      }
    },
    publishedTokens: async (issuerId) =>
      (await ring.published(tokenLine(issuerId))).map(({ id, publicKey, compromisedAt }) => ({
        id: urls.tokenKey(issuerId, id),
        jwk: JSON.parse(publicKey) as JsonObject,
        revoked: compromisedAt,
      })),
  }
}
