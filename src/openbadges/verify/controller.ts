import type { JsonObject } from '../types.ts'
import { idOf, isObject, listOf } from './json.ts'

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

export interface ControlledKey {
  readonly id: string | null
  readonly multibase: string
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
  return [...methods, document].flatMap((method) =>
    typeof method.publicKeyMultibase === 'string'
      ? [
          {
            id: absolute(idOf(method), controller),
            multibase: method.publicKeyMultibase,
            revoked: typeof method.revoked === 'string' ? method.revoked : null,
          },
        ]
      : [],
  )
}

const absolute = (id: string | null, controller: string): string | null =>
  id?.startsWith('#') ? controller + id : id
