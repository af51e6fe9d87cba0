import { setImmediate as othersTurn } from 'node:timers/promises'
import { wholeSeconds } from '../../documents/dates.ts'
import type { JsonObject, SigningKey } from '../../types.ts'
import { signCredential } from '../sign.ts'
import { Bounded } from './bounded.ts'
import { compileShape } from './canonizer.ts'
import { type Model, modelOf, valuesLike } from './model.ts'
import { type Lifted, liftSlots, piecesOf } from './shape.ts'
import { openSigning, type Provable } from './signing.ts'
import { CREDENTIAL_SLOTS } from './slots.ts'
import type { Template } from './template.ts'

/** Signing holds the event loop, for most of a millisecond at a time: pages are answered in between, and the database's answers heard. */
const IN_ONE_GO = 10
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
   * @param documents a few at a time are asked for
   * @param createdIso when they are signed
   *
   * Errors: those of `signCredential`, and of `documents`; then none is signed.
   */
  sign(documents: Iterable<JsonObject>, key: SigningKey, createdIso: string): Promise<Signed[]>
}

/** What signing a document of one shape takes. */
interface Compiled {
  readonly model: Model
  readonly template: Template
  /** The JSON text between the slots. */
  readonly pieces: readonly string[]
  /** `@context` as JSON. */
  readonly context: string
}

/** A document that a template takes, ready to be signed. */
interface Ready extends Provable {
  readonly compiled: Compiled
  readonly values: readonly string[]
}

/** @param reference the full path: signs the first credential of every shape, and whatever has no template */
export function createCredentialSigner(reference = signCredential): CredentialSigner {
  const shapes = new Bounded<Promise<Compiled | null>>(MOST_SHAPES)
  // The latest, found without the text of a shape.
  let recent: readonly Compiled[] = []

  function readyByRecent(document: JsonObject): Ready | null {
    for (const compiled of recent) {
      const values = valuesLike(document, compiled.model)
      const ready = values && fill(compiled, values)
      if (ready) return ready
    }
    return null
  }

  async function signAll(
    documents: Iterable<JsonObject>,
    key: SigningKey,
    createdIso: string,
  ): Promise<Signed[]> {
    const signing = openSigning(key, wholeSeconds(createdIso))
    const inFull = async (document: JsonObject) => JSON.stringify(await reference(document, key, createdIso))

    /** A template is kept only if it makes of its first document what the full path makes. */
    async function compile({ shape, values }: Lifted, document: JsonObject): Promise<Compiled | null> {
      const expected = await inFull(document)
      const template = await compileShape(shape).catch(() => null)
      if (template === null) return null
      const compiled = {
        model: modelOf(shape, CREDENTIAL_SLOTS),
        template,
        pieces: piecesOf(shape),
        context: JSON.stringify(document['@context']),
      }
      const ready = fill(compiled, values)
      const [proof = ''] = ready ? await signing.prove([ready]) : []
      return ready && sealed(ready, proof) === expected ? compiled : null
    }

    /** By its shape, which is compiled if it is new. `null`: it goes the full way. */
    async function readyByShape(document: JsonObject): Promise<Ready | null> {
      const lifted = document.proof === undefined ? liftSlots(document, CREDENTIAL_SLOTS) : null
      if (lifted === null) return null
      let compiling = shapes.get(lifted.shape)
      if (compiling === undefined) {
        compiling = compile(lifted, document)
        shapes.set(lifted.shape, compiling)
        // A document that cannot be signed says nothing about the next one of its shape.
        compiling.catch(() => shapes.delete(lifted.shape))
      }
      const compiled = await compiling
      const ready = compiled && fill(compiled, lifted.values)
      if (compiled && ready && !recent.includes(compiled))
        recent = [compiled, ...recent].slice(0, MOST_RECENT)
      return ready
    }

    async function signSome(some: readonly JsonObject[]): Promise<Signed[]> {
      const ready: (Ready | null)[] = []
      for (const document of some) ready.push(readyByRecent(document) ?? (await readyByShape(document)))
      const proofs = (await signing.prove(ready.filter((one) => one !== null))).values()
      const signed: Signed[] = []
      for (const [index, document] of some.entries()) {
        const one = ready[index]
        if (one) signed.push({ text: sealed(one, proofs.next().value ?? ''), inFull: false })
        else signed.push({ text: await inFull(document), inFull: true })
      }
      return signed
    }

    const signed: Signed[] = []
    for (const some of portionsOf(documents, IN_ONE_GO)) {
      signed.push(...(await signSome(some)))
      await othersTurn()
    }
    return signed
  }

  // Side by side, each would take as long as all together; one after the other, the first are written while the next are signed.
  let last: Promise<unknown> = Promise.resolve()
  return {
    sign(documents, key, createdIso) {
      const signed = last.then(() => signAll(documents, key, createdIso))
      last = signed.catch(() => {})
      return signed
    },
  }
}

function* portionsOf<T>(items: Iterable<T>, most: number): Generator<T[]> {
  let portion: T[] = []
  for (const item of items) {
    if (portion.push(item) < most) continue
    yield portion
    portion = []
  }
  if (portion.length > 0) yield portion
}

function fill(compiled: Compiled, values: readonly string[]): Ready | null {
  const digest = compiled.template.digest(values)
  return digest && { compiled, values, digest, context: compiled.context }
}

function sealed({ compiled: { pieces }, values }: Ready, proof: string): string {
  let text = pieces[0] ?? ''
  for (const [slot, value] of values.entries()) text += JSON.stringify(value) + (pieces[slot + 1] ?? '')
  return `${text.slice(0, -1)},"proof":[${proof}]}`
}
