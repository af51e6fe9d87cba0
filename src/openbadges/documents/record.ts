import { CLR_CONTEXT, OB3_CONTEXT, VC2_CONTEXT } from '../contexts/urls.ts'
import type { JsonObject, RecordInput } from '../types.ts'
import { wholeSeconds } from './dates.ts'
import { recipientIdentity } from './identity.ts'
import { profile } from './profile.ts'

/**
 * An unsigned Comprehensive Learner Record (CLR 2.0 §B.1.2 ClrCredential on VCDM 2.0): credentials of one person as they were signed, each
 * with its own proof, and how their achievements rest on one another. Sign it with `signCredential`.
 *
 * Errors: `BadgeError` `date_invalid`.
 */
export function buildRecord(input: RecordInput): JsonObject {
  const associations = input.precedes.map(([sourceId, targetId]) => ({
    type: 'Association',
    associationType: 'precedes',
    sourceId,
    targetId,
  }))
  return {
    // In the order in which CLR 2.0 wants them.
    '@context': [VC2_CONTEXT, CLR_CONTEXT, OB3_CONTEXT],
    id: input.id,
    type: ['VerifiableCredential', 'ClrCredential'],
    name: input.name,
    ...(input.partial ? { partial: true } : {}),
    issuer: profile(input.issuer),
    validFrom: wholeSeconds(input.validFrom),
    credentialSubject: {
      id: input.subjectId,
      type: ['ClrSubject'],
      identifier: [recipientIdentity(input.recipient)],
      verifiableCredential: [...input.credentials],
      ...(associations.length > 0 ? { association: associations } : {}),
    },
  }
}
