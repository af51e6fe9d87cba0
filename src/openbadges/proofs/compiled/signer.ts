import { setImmediate as othersTurn } from 'node:timers/promises'
import { wholeSeconds } from '../../documents/dates.ts'
import type { JsonObject, SigningKey } from '../../types.ts'
import { signCredential } from '../sign.ts'
import { Bounded } from './bounded.ts'
import { compileShape } from './canonizer.ts'
import { type Lifted, liftSlots, piecesOf, valuesLike } from './shape.ts'
import { openSigning, type Signing } from './signing.ts'
import { CREDENTIAL_SLOTS } from './slots.ts'
import type { Template } from './template.ts'

/** Signing holds the event loop; pages are answered in between. */
const IN_ONE_GO = 100
/** Achievements in use at one time; a shape has a few kilobytes. */
const MOST_SHAPES = 200
/** As many as levels that one learner reaches at once, and one more. */
const MOST_RECENT = 4

export interface Signed {
  /** The signed credential as JSON text, with `proof` as an array of one. */
  readonly text: string
  /** No template could sign it: it went the full, slow way. */
  readonly inFull: boolean
}

export interface CredentialSigner {
  /**
   * Signs credentials as `signCredential` does, byte for byte, one answer each in the order given. Those of one achievement share
   * a template.
   *
   * @param createdIso when they are signed
   *
   * Errors: those of `signCredential`; then none is signed.
   */
  sign(documents: readonly JsonObject[], key: SigningKey, createdIso: string): Promise<Signed[]>
}

/** What signing a document of one shape takes. */
interface Compiled {
  /** For `valuesLike`. */
  readonly model: JsonObject
  readonly template: Template
  /** The JSON text between the slots. */
  readonly pieces: readonly string[]
  /** `@context` as JSON. */
  readonly context: string
}

/** @param reference the full path: signs the first credential of every shape, and whatever has no template */
export function createCredentialSigner(reference = signCredential): CredentialSigner {
  const shapes = new Bounded<Promise<Compiled | null>>(MOST_SHAPES)
  // The latest, found without the text of a shape.
  let recent: readonly Compiled[] = []

  return {
    async sign(documents, key, createdIso) {
      const signing = openSigning(key, wholeSeconds(createdIso))
      const inFull = async (document: JsonObject) =>
        JSON.stringify(await reference(document, key, createdIso))

      /** A template is kept only if it makes of its first document what the full path makes. */
      async function compile(lifted: Lifted, document: JsonObject): Promise<Compiled | null> {
        const expected = await inFull(document)
        const template = await compileShape(lifted.shape).catch(() => null)
        if (template === null) return null
        const compiled = {
          model: JSON.parse(lifted.shape) as JsonObject,
          template,
          pieces: piecesOf(lifted.shape),
          context: JSON.stringify(document['@context']),
        }
        return (await seal(compiled, lifted.values, signing)) === expected ? compiled : null
      }

      async function signOne(document: JsonObject): Promise<Signed> {
        for (const compiled of recent) {
          const values = valuesLike(document, compiled.model, CREDENTIAL_SLOTS)
          const text = values && (await seal(compiled, values, signing))
          if (text !== null) return { text, inFull: false }
        }
        const lifted = document.proof === undefined ? liftSlots(document, CREDENTIAL_SLOTS) : null
        if (lifted !== null) {
          let compiling = shapes.get(lifted.shape)
          if (compiling === undefined) {
            compiling = compile(lifted, document)
            shapes.set(lifted.shape, compiling)
            // A document that cannot be signed says nothing about the next one of its shape.
            compiling.catch(() => shapes.delete(lifted.shape))
          }
          const compiled = await compiling
          const text = compiled && (await seal(compiled, lifted.values, signing))
          if (compiled && text !== null) {
            if (!recent.includes(compiled)) recent = [compiled, ...recent].slice(0, MOST_RECENT)
            return { text, inFull: false }
          }
        }
        return { text: await inFull(document), inFull: true }
      }

      const signed: Signed[] = []
      let before = Promise.resolve<Signed[]>([])
      for (let start = 0; start < documents.length; start += IN_ONE_GO) {
        const these = Promise.all(documents.slice(start, start + IN_ONE_GO).map(signOne))
        // Heard of when its turn comes.
        these.catch(() => {})
        signed.push(...(await before))
        before = these
        await othersTurn()
      }
      return [...signed, ...(await before)]
    },
  }
}

async function seal(compiled: Compiled, values: readonly string[], signing: Signing): Promise<string | null> {
  const quads = compiled.template.fill(values)
  if (quads === null) return null
  let text = compiled.pieces[0] ?? ''
  values.forEach((value, slot) => {
    text += JSON.stringify(value) + (compiled.pieces[slot + 1] ?? '')
  })
  return `${text.slice(0, -1)},"proof":[${await signing.proof(compiled.context, quads)}]}`
}
