import { EXTENSIONS_CONTEXT, OB3_CONTEXT, VC2_CONTEXT } from '../contexts/urls.ts'
import { statusEntry } from '../status/status-entry.ts'
import type { CredentialInput, JsonObject } from '../types.ts'
import { achievement, ladderResultId, rubricLevelId } from './achievement.ts'
import { wholeSeconds } from './dates.ts'
import { evidence30 } from './evidence.ts'
import { recipientIdentity } from './identity.ts'
import { profile } from './profile.ts'
import { shared } from './shared.ts'

const issuerOf = shared(profile)
const achievementOf = shared(achievement)

/**
 * An unsigned OB 3.0 OpenBadgeCredential on VCDM 2.0 (OB 3.0 §B.1.2 AchievementCredential). The same input always makes the same
 * document, key for key. It names the recipient by a salted hash only.
 *
 * Errors: `BadgeError` `date_invalid`, `status_index_invalid`.
 */
export function buildCredential(input: CredentialInput): JsonObject {
  // One that has no end need not be asked after.
  const refreshes = input.validUntil !== null && input.refreshUrl !== undefined
  return {
    '@context': [VC2_CONTEXT, OB3_CONTEXT, ...(refreshes ? [EXTENSIONS_CONTEXT] : [])],
    id: input.id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: input.achievement.name,
    issuer: issuerOf(input.issuer),
    validFrom: wholeSeconds(input.validFrom),
    ...(input.validUntil ? { validUntil: wholeSeconds(input.validUntil) } : {}),
    credentialSubject: subject(input),
    ...evidence30(input.evidence),
    // The published schema takes one status as an object, not in a list.
    credentialStatus: statusEntry(input.status),
    ...(refreshes ? { refreshService: { id: input.refreshUrl, type: '1EdTechCredentialRefresh' } } : {}),
  }
}

function subject(input: CredentialInput): JsonObject {
  const { achievement: earned, recipient } = input
  return {
    id: input.subjectId,
    type: ['AchievementSubject'],
    identifier: [recipientIdentity(recipient)],
    ...(input.narrative ? { narrative: input.narrative } : {}),
    achievement: achievementOf(earned),
    ...(earned.levels.length > 0
      ? {
          result: [
            {
              type: ['Result'],
              resultDescription: ladderResultId(earned.id),
              achievedLevel: rubricLevelId(earned.id, earned.level),
            },
          ],
        }
      : {}),
  }
}
