import type { Json, JsonObject, ShownEvidence } from '../types.ts'

const NONE: readonly ShownEvidence[] = []

/** OB 3.0 §B.1.10 Evidence. Nothing at all where there is none: neither model takes an empty list. */
export function evidence30(evidence = NONE): JsonObject {
  return evidence.length === 0 ? {} : { evidence: evidence.map((item) => written(item, ['Evidence'])) }
}

/** OB 2.0 §Evidence. */
export function evidence20(evidence = NONE): JsonObject {
  return evidence.length === 0 ? {} : { evidence: evidence.map((item) => written(item, 'Evidence')) }
}

function written({ url, name, narrative }: ShownEvidence, type: Json): JsonObject {
  return { ...(url === null ? {} : { id: url }), type, name, ...(narrative === null ? {} : { narrative }) }
}

/** The evidence in a credential that `buildCredential` made. */
export function readEvidence({ evidence }: JsonObject): ShownEvidence[] {
  if (!Array.isArray(evidence)) return []
  return evidence.map((item) => {
    const { id, name, narrative } = item as JsonObject
    return {
      url: typeof id === 'string' ? id : null,
      name: String(name),
      narrative: typeof narrative === 'string' ? narrative : null,
    }
  })
}
