import type { KeyObject } from 'node:crypto'
import { compactVerify } from 'jose'
import type { JsonObject } from '../../types.ts'
import { fail, pass, unknown } from '../checks.ts'
import type { FetchDocument } from '../http.ts'
import type { ProofResult } from '../proof.ts'
import { issuerOf } from '../schema.ts'
import { contradiction } from './claims.ts'
import { keyOfToken } from './key.ts'
import { type Algorithm, algorithmOf, type Token } from './token.ts'

/** Checks the signature of a credential that is a token (VC-JWT; OB 3.0 §8.2.3). */
export async function checkTokenProof(
  token: Token,
  credential: JsonObject,
  fetchDocument: FetchDocument,
): Promise<ProofResult> {
  const algorithm = algorithmOf(token)
  if (typeof algorithm !== 'string') return only((algorithm.known ? fail : unknown)('proof', algorithm.why))
  const claim = contradiction(token.payload, credential)
  if (claim !== null)
    return only(fail('proof', `The token’s own claim ${claim} says something else than the badge in it.`))
  const resolved = await keyOfToken(token.header, issuerOf(credential), fetchDocument)
  if (resolved.kind === 'bad') return only(fail('proof', resolved.why))
  if (resolved.kind === 'unknown') return only(unknown('proof', resolved.why))
  if (!(await isSignedBy(token.text, resolved.key.key, algorithm)))
    return only(
      fail('proof', 'The signature does not fit: the badge was changed after it was signed, or forged.'),
    )
  const { iat } = token.payload
  const signedAt =
    typeof iat === 'number' && Math.abs(iat) < 8.64e12 ? new Date(iat * 1000).toISOString() : null
  return {
    check: pass('proof', 'The badge is exactly as it was signed.'),
    keys: [{ ...resolved.key, signedAt }],
  }
}

/** One algorithm for one kind of key, and RSA keys of 2,048 bits at least: jose refuses anything else. */
export async function isSignedBy(token: string, key: KeyObject, algorithm: Algorithm): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: [algorithm] })
    return true
  } catch {
    return false
  }
}

const only = (check: ProofResult['check']): ProofResult => ({ check, keys: [] })
