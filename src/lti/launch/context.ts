import { CLAIM, type Claims } from '../claims.ts'
import type { Launch } from '../types.ts'
import { identifier, object, text } from '../values.ts'

/** `context` (LTI 1.3 core §5.4.1): optional; one without an id names nothing and counts as none. */
export function readContext(claims: Claims): Launch['context'] {
  const context = object(claims[CLAIM.context])
  const id = identifier(context.id)
  return id === null ? null : { id, label: text(context.label), title: text(context.title) }
}
