import type { JsonObject } from '../types.ts'
import { idOf, isObject, listOf } from './json.ts'
import { type PublicKey, publicKeyOf } from './public-key.ts'

/** Where a `did:web` document is (did:web §3.2); `null` for a malformed one. */
export function didWebUrl(did: string): string | null {
  const [host, ...path] = did.slice('did:web:'.length).split(':')
  if (!host) return null
  try {
    const folder = path.length === 0 ? '/.well-known' : `/${path.map(decodeURIComponent).join('/')}`
    return new URL(`https://${decodeURIComponent(host)}${folder}/did.json`).href
  } catch {
    return null
  }
}

export interface ControlledKey extends PublicKey {
  readonly id: string | null
  /** Since when nothing signed is its owner's any more (Controlled Identifiers 1.0 §2.2), as written. */
  readonly revoked: string | null
}

/**
 * Keys that a controller's document gives for assertions: those of `assertionMethod`, by value or by reference into
 * `verificationMethod`; where the document has no `assertionMethod`, all of them (Controlled Identifiers 1.0 §2.3).
 *
 * @param controller id that references may be relative to
 */
export function controlledKeys(document: JsonObject, controller: string): ControlledKey[] {
  const listed = [...listOf(document.verificationMethod), ...listOf(document.publicKey)].filter(isObject)
  const asserted = listOf(document.assertionMethod)
  const byReference = new Set(asserted.map((item) => absolute(idOf(item), controller)))
  const methods =
    document.assertionMethod === undefined
      ? listed
      : [
          ...listed.filter((method) => byReference.has(absolute(idOf(method), controller))),
          ...asserted.filter(isObject),
        ]
  // A key document is a method itself, and a JWK set holds bare ones.
  return [...methods, ...listOf(document.keys).filter(isObject), document].flatMap((method) => {
    const key = publicKeyOf(method)
    if (key === null) return []
    const id = absolute(idOf(method) ?? (typeof method.kid === 'string' ? method.kid : null), controller)
    return [{ ...key, id, revoked: typeof method.revoked === 'string' ? method.revoked : null }]
  })
}

const absolute = (id: string | null, controller: string): string | null =>
  id?.startsWith('#') ? controller + id : id
