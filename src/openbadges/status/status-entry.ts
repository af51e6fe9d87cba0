import { BadgeError } from '../errors.ts'
import type { JsonObject } from '../types.ts'

/** A credential's place on its status list (Bitstring Status List 1.0 §2.1). Errors: `BadgeError` `status_index_invalid`. */
export function statusEntry(status: { readonly listUrl: string; readonly index: number }): JsonObject {
  if (!Number.isSafeInteger(status.index) || status.index < 0) {
    throw new BadgeError('status_index_invalid', 'the place on the status list is a whole number from 0')
  }
  return {
    id: `${status.listUrl}#${status.index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(status.index),
    statusListCredential: status.listUrl,
  }
}
