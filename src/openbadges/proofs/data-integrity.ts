import { hash, type KeyObject, verify } from 'node:crypto'
import { VC2_CONTEXT } from '../contexts/urls.ts'
import type { JsonObject } from '../types.ts'
import { decodeBase58 } from './base58.ts'
import { canonizeProof } from './compiled/canonizer.ts'

const DATA_INTEGRITY_CONTEXT = 'https://w3id.org/security/data-integrity/v2'
const DATA_INTEGRITY_CONTEXT_V1 = 'https://w3id.org/security/data-integrity/v1'

/** Whether this kind of proof is one that `verifySignature` knows: both sign the same way and differ in their vocabulary. */
export function isKnownProof(proof: JsonObject): boolean {
  if (proof.type === 'Ed25519Signature2020') return true
  return proof.type === 'DataIntegrityProof' && proof.cryptosuite === 'eddsa-rdfc-2022'
}

/**
 * Verifies a signature over a document: SHA-256 of the canonical proof options, then of the canonical document, signed with Ed25519
 * (Data Integrity EdDSA Cryptosuites 1.0 §3.2).
 *
 * @param document the credential without `proof`
 * @param quads its canonical N-Quads
 */
export async function verifySignature(
  document: JsonObject,
  quads: string,
  proof: JsonObject,
  key: KeyObject,
): Promise<boolean> {
  const { proofValue, ...options } = proof
  const signature =
    typeof proofValue === 'string' && proofValue.startsWith('z') ? decodeBase58(proofValue.slice(1)) : null
  if (signature?.length !== 64) return false
  const optionQuads = await canonizeProof({ ...options, '@context': proofContext(document, proof) })
  return verify(null, Buffer.concat([sha256(optionQuads), sha256(quads)]), key, signature)
}

/** The proof speaks the document's vocabulary; VCDM 1.1 has none for Data Integrity, so that it is added. */
function proofContext(document: JsonObject, proof: JsonObject): JsonObject[string] {
  const contexts = [document['@context'] ?? []].flat()
  const complete =
    proof.type !== 'DataIntegrityProof' ||
    [VC2_CONTEXT, DATA_INTEGRITY_CONTEXT, DATA_INTEGRITY_CONTEXT_V1].some((url) => contexts.includes(url))
  return complete ? contexts : [...contexts, DATA_INTEGRITY_CONTEXT]
}

const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer')
