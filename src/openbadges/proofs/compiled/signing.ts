import { createPrivateKey, hash, type KeyObject, sign } from 'node:crypto'
import { BadgeError } from '../../errors.ts'
import type { Json, SigningKey } from '../../types.ts'
import { decodeBase58, encodeBase58 } from '../base58.ts'
import { canonizeProof } from './canonizer.ts'

/** Multicodec prefix of an Ed25519 private key. */
const ED25519_PRIVATE = Buffer.from([0x80, 0x26])

/** One key at one moment: makes the proofs of a batch (Data Integrity EdDSA Cryptosuites 1.0 §3.2). */
export interface Signing {
  /** The proof of a document as JSON text. @param contextText its `@context` as JSON */
  proof(contextText: string, quads: string): Promise<string>
}

/**
 * Takes the key apart once for a whole batch.
 *
 * Errors: `BadgeError` `signing_failed`: not an Ed25519 Multikey.
 */
export function openSigning(key: SigningKey, created: string): Signing {
  const signed = signBeside(privateKeyOf(key))
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
  return {
    async proof(contextText, quads) {
      let optionHash = optionHashes.get(contextText)
      if (optionHash === undefined) {
        const context = JSON.parse(contextText) as Json
        optionHash = sha256(await canonizeProof({ '@context': context, ...options }))
        optionHashes.set(contextText, optionHash)
      }
      const signature = await signed(Buffer.concat([optionHash, sha256(quads)]))
      return `${begun}${encodeBase58(signature)}"}`
    },
  }
}

/**
 * Signs in the thread pool: that takes as long as everything else together, and needs nothing of ours. What comes in one turn is handed
 * over together, because waking a thread for each takes half as long as signing.
 */
function signBeside(key: KeyObject): (bytes: Buffer) => Promise<Buffer> {
  let waiting: (() => void)[] = []
  function begin() {
    const begun = waiting
    waiting = []
    for (const one of begun) one()
  }
  return (bytes) =>
    new Promise((resolve, reject) => {
      const count = waiting.push(() =>
        sign(null, bytes, key, (error, signature) => (error ? reject(error) : resolve(signature))),
      )
      if (count === 1) setImmediate(begin)
    })
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
