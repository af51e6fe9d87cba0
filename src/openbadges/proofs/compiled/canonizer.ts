import type { JsonObject } from '../../types.ts'
import { canonize } from '../canonize.ts'
import { Bounded } from './bounded.ts'
import { hasKnownWords, liftSlots, withPlaceholders } from './shape.ts'
import { CREDENTIAL_SLOTS, PROOF_SLOTS, type SlotMap } from './slots.ts'
import { compileTemplate, type Template } from './template.ts'

/** Shapes are kept as text: of documents that are larger than any badge none is. */
const LONGEST_SHAPE = 32_768
const SEEN = Symbol('seen once')

/** Canonicalises a document whose shape is known by its template, with the answer and the errors of `canonize`. */
export type Canonizer = (document: JsonObject) => Promise<string>

/**
 * A `canonize` that remembers shapes. One that is met a second time is compiled, which takes as long as canonicalising; from
 * then on its documents cost a fraction. Whatever no template can answer is canonicalised in full.
 *
 * @param most how many shapes are remembered
 */
export function createCanonizer(slots: SlotMap, most: number): Canonizer {
  const shapes = new Bounded<typeof SEEN | Promise<Template | null>>(most)
  return async (document) => {
    const lifted = liftSlots(document, slots)
    if (lifted === null || lifted.shape.length > LONGEST_SHAPE) return canonize(document)
    const known = shapes.get(lifted.shape)
    if (known === undefined) {
      const quads = await canonize(document)
      shapes.set(lifted.shape, SEEN)
      return quads
    }
    const compiling = known === SEEN ? compileShape(lifted.shape).catch(() => null) : known
    if (known === SEEN) shapes.set(lifted.shape, compiling)
    const template = await compiling
    return template?.fill(lifted.values) ?? canonize(document)
  }
}

/** The template of a shape, `null` where none can be made. */
export async function compileShape(shape: string): Promise<Template | null> {
  const { document, placeholders } = withPlaceholders(shape)
  if (!hasKnownWords(shape, document)) return null
  return compileTemplate(await canonize(document), placeholders)
}

/** Credentials that come to be verified: often many of one achievement, and nobody knows which. */
export const canonizeCredential = createCanonizer(CREDENTIAL_SLOTS, 200)
/** What a proof says of itself: much the same for everybody. */
export const canonizeProof = createCanonizer(PROOF_SLOTS, 50)
