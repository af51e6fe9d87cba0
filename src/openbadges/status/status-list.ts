import { VC2_CONTEXT } from '../contexts/urls.ts'
import { wholeSeconds } from '../documents/dates.ts'
import type { JsonObject } from '../types.ts'
import { encodeBitstring } from './bitstring.ts'

/**
 * An unsigned BitstringStatusListCredential (Bitstring Status List 1.0 §2.2); sign it with `signCredential`.
 *
 * Errors: `BadgeError` `status_index_invalid`, `date_invalid`.
 */
export function buildStatusList(input: {
  /** URL that serves the list. */
  readonly id: string
  readonly issuerId: string
  /** Places that were withdrawn. */
  readonly indexes: readonly number[]
  readonly validFrom: string
}): JsonObject {
  return {
    '@context': [VC2_CONTEXT],
    id: input.id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: input.issuerId,
    validFrom: wholeSeconds(input.validFrom),
    credentialSubject: {
      id: `${input.id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: encodeBitstring(input.indexes),
    },
  }
}
