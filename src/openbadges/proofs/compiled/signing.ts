import { createPrivateKey, hash, type KeyObject, sign } from 'node:crypto'
import { BadgeError } from '../../errors.ts'
import type { Json, SigningKey } from '../../types.ts'
import { decodeBase58, encodeBase58 } from '../base58.ts'
import { canonizeProof } from './canonizer.ts'

/** Multicodec prefix of an Ed25519 private key. */
const ED25519_PRIVATE = Buffer.from([0x80, 0x26])

/** What a proof is made of: the document's `@context` as JSON text, and SHA-256 of its canonical N-Quads. */
export interface Provable {
  readonly context: string
  readonly digest: Buffer
}

/** One key at one moment: makes the proofs of a batch (Data Integrity EdDSA Cryptosuites 1.0 §3.2). */
export interface Signing {
  /** The proofs of documents as JSON text, in their order. */
  prove(documents: readonly Provable[]): Promise<string[]>
}

/**
 * Takes the key apart once for a whole batch.
 *
 * Errors: `BadgeError` `signing_failed`: not an Ed25519 Multikey.
 */
export function openSigning(key: SigningKey, created: string): Signing {
  const privateKey = privateKeyOf(key)
  // In the order in which the reference path writes them.
  const options = {
    type: 'DataIntegrityProof',
    created,
    verificationMethod: key.id,
    cryptosuite: 'eddsa-rdfc-2022',
    proofPurpose: 'assertionMethod',
  }
  const begun = `${JSON.stringify(options).slice(0, -1)},"proofValue":"z`
  const optionHashes = new Map<string, Buffer>()
  async function hashOptions(context: string): Promise<Buffer> {
    const made = sha256(await canonizeProof({ '@context': JSON.parse(context) as Json, ...options }))
    optionHashes.set(context, made)
    return made
  }
  return {
    async prove(documents) {
      const proofs: string[] = []
      for (const { context, digest } of documents) {
        const optionHash = optionHashes.get(context) ?? (await hashOptions(context))
        // At once: handing it to the thread pool takes nearly as long as signing, and the threads are the database's.
        const signature = sign(null, Buffer.concat([optionHash, digest]), privateKey)
        proofs.push(`${begun}${encodeBase58(signature)}"}`)
      }
      return proofs
    },
  }
}

/** The private half of a Multikey, for `node:crypto`. Errors: `BadgeError` `signing_failed`. */
export function privateKeyOf({ secretKeyMultibase, publicKeyMultibase }: SigningKey): KeyObject {
  const secret = decodeBase58(secretKeyMultibase.slice(1))
  const known = decodeBase58(publicKeyMultibase.slice(1))
  if (!secret?.subarray(0, 2).equals(ED25519_PRIVATE) || known?.length !== 34) {
    throw new BadgeError('signing_failed', 'the key is no Ed25519 key')
  }
  const [d, x] = [secret.subarray(2, 34).toString('base64url'), known.subarray(2).toString('base64url')]
  return createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', d, x }, format: 'jwk' })
}

const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer')
