import { createPublicKey, type KeyObject } from 'node:crypto'
import { decodeBase58 } from './base58.ts'

/** Multicodec prefix of an Ed25519 public key. */
const ED25519_PUBLIC = Buffer.from([0xed, 0x01])

/** Whether a multibase key is an Ed25519 one by its looks. */
export const looksLikeEd25519 = (text: string): boolean => /^z6Mk[1-9A-HJ-NP-Za-km-z]{40,50}$/.test(text)

/** Reads an Ed25519 Multikey (`z6Mk…`; Controlled Identifiers 1.0 §2.2.2). Answers `null` for any other kind or a broken one. */
export function publicKeyFromMultibase(text: string): KeyObject | null {
  const bytes = text.startsWith('z') ? decodeBase58(text.slice(1)) : null
  if (bytes?.length !== 34 || !bytes.subarray(0, 2).equals(ED25519_PUBLIC)) return null
  try {
    const x = bytes.subarray(2).toString('base64url')
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  } catch {
    return null
  }
}
