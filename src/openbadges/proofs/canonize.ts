import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { loadContext } from '../contexts/loader.ts'
import type { JsonObject } from '../types.ts'

/**
 * A document as canonical N-Quads (RDF Dataset Canonicalization). A member without a meaning in the contexts is an error, because no
 * signature would cover it. The work is bounded: graphs made to take for ever are refused.
 */
export function canonize(document: JsonObject): Promise<string> {
  return cryptosuite.canonize(document, {
    documentLoader: loadContext,
    safe: true,
    base: null,
    maxWorkFactor: 1,
  })
}
