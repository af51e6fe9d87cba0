import { isKnownContext } from '../contexts/loader.ts'
import { canonizeCredential } from '../proofs/compiled/canonizer.ts'
import { isKnownProof, verifySignature } from '../proofs/data-integrity.ts'
import { hiddenClaims } from '../proofs/hidden-claims.ts'
import type { Check, JsonObject } from '../types.ts'
import { fail, pass, unknown } from './checks.ts'
import type { FetchDocument } from './http.ts'
import { isObject, listOf } from './json.ts'
import { type MethodKey, resolveMethod } from './verification-method.ts'

export interface ProofResult {
  readonly check: Check
  /** Keys whose signature holds. */
  readonly keys: readonly SignedBy[]
}

export interface SignedBy extends MethodKey {
  /** When, by the proof's own word (Data Integrity §2.1 `created`). */
  readonly signedAt: string | null
}

const MOST_PROOFS = 5

/**
 * Checks the signatures of a document. Several proofs stand side by side (Data Integrity §2.1.1): one that is broken spoils the document,
 * one of a kind that is not known here does not, as long as another one holds.
 */
export async function checkProof(
  document: JsonObject,
  fetchDocument: FetchDocument,
  now: number,
): Promise<ProofResult> {
  const { proof, ...unsecured } = document
  const proofs = listOf(proof)
  if (proofs.length === 0) return only(fail('proof', 'The badge is not signed.'))
  if (proofs.length > MOST_PROOFS) return only(fail('proof', 'The badge carries too many signatures.'))
  const known = proofs.filter(isObject).filter(isKnownProof)
  if (known.length === 0)
    return only(unknown('proof', 'The badge is signed in a way that is not checked yet.'))
  const strange = unknownContext(unsecured)
  if (strange) return only(unknown('proof', `The badge uses a vocabulary that is not known here: ${strange}`))

  const quads = await canonizeCredential(unsecured).catch(() => null)
  if (quads === null) {
    return only(fail('proof', 'The badge says things that its signature cannot cover.'))
  }
  if (hiddenClaims(quads, unsecured).length > 0) {
    return only(fail('proof', 'The badge was rewritten so that parts of what was signed are hidden.'))
  }
  const results = await Promise.all(
    known.map((one) => checkOne({ unsecured, quads, fetchDocument, now }, one)),
  )
  const keys = results.flatMap((result) => result.keys)
  const worst =
    results.find(({ check }) => check.outcome === 'fail') ??
    results.find((result) => result.keys.length === 0)
  const broken = worst && (worst.check.outcome === 'fail' || keys.length === 0)
  if (broken) return only(worst.check)
  return { check: pass('proof', 'The badge is exactly as it was signed.'), keys }
}

interface Subject {
  readonly unsecured: JsonObject
  readonly quads: string
  readonly fetchDocument: FetchDocument
  readonly now: number
}

async function checkOne(subject: Subject, proof: JsonObject): Promise<ProofResult> {
  const fault = faultOf(proof, subject)
  if (fault) return only(fail('proof', fault))
  const resolved = await resolveMethod(String(proof.verificationMethod), subject.fetchDocument)
  if (resolved.kind === 'bad') return only(fail('proof', resolved.why))
  if (resolved.kind === 'unknown') return only(unknown('proof', resolved.why))
  const holds = await verifySignature(subject.unsecured, subject.quads, proof, resolved.key.key).catch(
    () => false,
  )
  if (!holds)
    return only(
      fail('proof', 'The signature does not fit: the badge was changed after it was signed, or forged.'),
    )
  return {
    check: pass('proof', ''),
    keys: [{ ...resolved.key, signedAt: typeof proof.created === 'string' ? proof.created : null }],
  }
}

function faultOf(proof: JsonObject, { unsecured, now }: Subject): string | null {
  if (typeof proof.verificationMethod !== 'string') return 'The signature does not name its key.'
  if (proof.proofPurpose !== 'assertionMethod') return 'The signature was made for another purpose.'
  // A vocabulary of its own could give the proof's members another meaning than the one read here.
  const own = proof['@context']
  if (own !== undefined && JSON.stringify(own) !== JSON.stringify(unsecured['@context'])) {
    return 'The signature brings a vocabulary of its own.'
  }
  if (proof.previousProof !== undefined) return 'The signature depends on another one.'
  if (typeof proof.expires === 'string' && !(Date.parse(proof.expires) > now))
    return 'The signature has expired.'
  return null
}

function unknownContext(document: JsonObject): string | null {
  const url = listOf(document['@context']).find((item) => typeof item === 'string' && !isKnownContext(item))
  return typeof url === 'string' ? url : null
}

const only = (check: Check): ProofResult => ({ check, keys: [] })
