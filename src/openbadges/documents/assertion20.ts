import { OB2_CONTEXT } from '../contexts/urls.ts'
import type { AchievementInput, CredentialInput, IssuerInput, JsonObject } from '../types.ts'
import { wholeSeconds } from './dates.ts'
import { evidence20 } from './evidence.ts'

/** OB 2.0 names identifiers by the property that holds them; what is no email is a URL or an id there. */
const RECIPIENT_TYPES = { emailAddress: 'email', sourcedId: 'id', systemId: 'id' } as const

/**
 * A hosted OB 2.0 Assertion (OB 2.0 §Assertion), valid while its own URL serves it.
 *
 * Errors: `BadgeError` `date_invalid`.
 */
export function buildAssertion20(input: CredentialInput): JsonObject {
  return {
    '@context': OB2_CONTEXT,
    type: 'Assertion',
    id: input.ob2Id,
    recipient: {
      type: RECIPIENT_TYPES[input.recipient.type],
      hashed: true,
      identity: input.recipient.identityHash,
      salt: input.recipient.salt,
    },
    badge: input.achievement.ob2Id,
    verification: { type: 'HostedBadge' },
    issuedOn: wholeSeconds(input.validFrom),
    ...(input.validUntil ? { expires: wholeSeconds(input.validUntil) } : {}),
    image: input.achievement.imageUrl,
    ...(input.narrative ? { narrative: input.narrative } : {}),
    ...evidence20(input.evidence),
  }
}

/** What the URL of a withdrawn assertion serves, with status 410 (OB 2.0 §Revoked assertions). */
export function buildRevokedAssertion20(id: string, reason: string): JsonObject {
  return { '@context': OB2_CONTEXT, type: 'Assertion', id, revoked: true, revocationReason: reason }
}

/** OB 2.0 §BadgeClass. */
export function buildBadgeClass20(input: AchievementInput, issuer: IssuerInput): JsonObject {
  return {
    '@context': OB2_CONTEXT,
    type: 'BadgeClass',
    id: input.ob2Id,
    name: input.name,
    description: input.description,
    image: input.imageUrl,
    criteria: { id: input.criteriaUrl, narrative: input.criteriaNarrative },
    issuer: issuer.ob2Id,
    ...(input.tags.length > 0 ? { tags: [...input.tags] } : {}),
    ...(input.below ? { alignment: [{ targetName: input.below.name, targetUrl: input.below.id }] } : {}),
  }
}

/** OB 2.0 §Profile. `email` is required there, but many issuers publish none: it is left out rather than invented. */
export function buildIssuer20(issuer: IssuerInput): JsonObject {
  return {
    '@context': OB2_CONTEXT,
    type: 'Issuer',
    id: issuer.ob2Id,
    name: issuer.name,
    url: issuer.url,
    ...(issuer.email ? { email: issuer.email } : {}),
    ...(issuer.description ? { description: issuer.description } : {}),
    ...(issuer.imageUrl ? { image: issuer.imageUrl } : {}),
  }
}
