import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { from } from '@digitalbazaar/ed25519-multikey'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { issue } from '@digitalbazaar/vc'
import { loadContext } from '../contexts/loader.ts'
import { wholeSeconds } from '../documents/dates.ts'
import { BadgeError } from '../errors.ts'
import type { Json, JsonObject, SigningKey } from '../types.ts'
import { isBroken } from './broken-text.ts'

/**
 * Signs a credential or a status list with a Data Integrity proof (eddsa-rdfc-2022). The given document stays as it is. `proof` is
 * an array of one, as the OB 3.0 schema wants it; to verifiers that is the same as the object.
 *
 * @param createdIso when it is signed; also the moment that the document's dates are held against
 *
 * Errors: `BadgeError` `signing_failed`: a term without a meaning in the contexts, dates that contradict, half a character.
 */
export async function signCredential(
  document: JsonObject,
  key: SigningKey,
  createdIso: string,
): Promise<JsonObject> {
  const created = wholeSeconds(createdIso)
  if (isBroken(document)) throw new BadgeError('signing_failed', 'the document holds half a character')
  const pair = await from({ type: 'Multikey', ...key })
  const suite = new DataIntegrityProof({ signer: pair.signer(), date: created, cryptosuite })
  try {
    const signed = await issue({
      credential: structuredClone(document),
      suite,
      documentLoader: loadContext,
      now: created,
    })
    const { proof, ...rest } = signed as JsonObject
    return { ...rest, proof: [proof as Json] }
  } catch (cause) {
    throw new BadgeError('signing_failed', 'the document cannot be signed', { cause })
  }
}
