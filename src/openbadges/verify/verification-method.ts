import type { KeyObject } from 'node:crypto'
import { looksLikeEd25519, publicKeyFromMultibase } from '../proofs/multikey.ts'
import type { JsonObject } from '../types.ts'
import { controlledKeys, didWebUrl } from './controller.ts'
import type { FetchDocument } from './http.ts'

/** A key that a proof names. */
export interface MethodKey {
  /** Who the key belongs to, by the method's own name; the issuer check finds out whether that is so. */
  readonly controller: string
  /** What tells this key from any other: see `fingerprintOf`. */
  readonly fingerprint: string
  readonly key: KeyObject
  /** Where the key was fetched from, by the address alone. */
  readonly publishedAt?: string | null
}

export type Resolved =
  | { readonly kind: 'key'; readonly key: MethodKey }
  | { readonly kind: 'bad'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string }

/**
 * Finds the key of a verification method: in a `did:key`, in a fragment that is the key itself, or in the controller's document.
 *
 * @param method `did:key:z…[#z…]`, `did:web:…#…`, `https://…#…`
 */
export async function resolveMethod(method: string, fetchDocument: FetchDocument): Promise<Resolved> {
  const [controller = '', fragment = ''] = method.split('#', 2)
  if (controller.startsWith('did:key:')) return didKey(controller, fragment)
  if (!/^(?:https?:\/\/|did:web:)/.test(controller)) return unsupported(controller)
  // The fragment may be anything; where it is the key itself, nothing needs fetching to check the signature.
  if (looksLikeEd25519(fragment)) return fromMultibase(controller, fragment)
  const url = controller.startsWith('did:web:') ? didWebUrl(controller) : controller
  const answer = url === null ? null : await fetchDocument(url)
  if (answer?.kind !== 'document' || answer.gone) {
    return { kind: 'unknown', why: 'The key of the signature could not be fetched.' }
  }
  return fromDocument(answer.document, controller, method)
}

function didKey(controller: string, fragment: string): Resolved {
  const multibase = controller.slice('did:key:'.length)
  if (fragment !== '' && fragment !== multibase) return bad('The signature names two keys at once.')
  // Other kinds of key (P-256, RSA …) are real keys, only not of this proof.
  return fromMultibase(controller, multibase)
}

function fromMultibase(controller: string, multibase: string): Resolved {
  const key = publicKeyFromMultibase(multibase)
  return key
    ? { kind: 'key', key: { controller, fingerprint: multibase, key } }
    : bad('The key of the signature is not an Ed25519 key.')
}

function fromDocument(document: JsonObject, controller: string, method: string): Resolved {
  const fingerprint = controlledKeys(document, controller).find(({ id }) => id === method)?.fingerprint
  return fingerprint
    ? fromMultibase(controller, fingerprint)
    : bad('The key of the signature is not in the document it points at.')
}

function unsupported(controller: string): Resolved {
  const method = /^did:([a-z0-9]+):/.exec(controller)?.[1]
  // did:example stands for nobody (DID Core §A): no such key can ever be found.
  if (!method || method === 'example') return bad('The signature does not name a key that could be found.')
  return { kind: 'unknown', why: `Keys of the kind did:${method} are not checked yet.` }
}

const bad = (why: string): Resolved => ({ kind: 'bad', why })
