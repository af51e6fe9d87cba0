import type { SigningKey } from '../../openbadges/index.ts'
import { issuerLine, type KeyRing } from './key-ring.ts'

/** An issuer's Ed25519 keys. */
export interface IssuerKeys {
  /** The key that signs now; made when first asked for. */
  current(issuerId: string): Promise<SigningKey>
  /** Multibase public keys, newest first. Retired ones stay, so that old badges stay valid. */
  published(issuerId: string): Promise<string[]>
  /** Of those, the ones that came into wrong hands, with the moment from which nothing is theirs (ISO 8601). */
  revoked(issuerId: string): Promise<Readonly<Record<string, string>>>
}

/** @param issuerUrl the URL of an issuer's profile: the controller of its keys */
export function createIssuerKeys(ring: KeyRing, issuerUrl: (issuerId: string) => string): IssuerKeys {
  return {
    async current(issuerId) {
      const { key, secret } = await ring.signer(issuerLine(issuerId))
      const controller = issuerUrl(issuerId)
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
  }
}
