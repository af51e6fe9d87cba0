import type { KeyObject } from 'node:crypto'

/** Who issues (OB 3.0 §B.1.19 Profile, OB 2.0 Profile). */
export interface IssuerInput {
  /** URL that serves the profile: `https://host/issuers/{id}`. */
  readonly id: string
  /** URL of the OB 2.0 profile. */
  readonly ob2Id: string
  readonly name: string
  readonly url: string
  readonly email: string | null
  readonly description: string | null
  /** Absolute URL of the logo as PNG; left out: none. */
  readonly imageUrl?: string | null
}

/** What is issued: one level of one course as it was judged (OB 3.0 §B.1.1 Achievement, OB 2.0 BadgeClass). */
export interface AchievementInput {
  readonly id: string
  readonly ob2Id: string
  readonly name: string
  readonly description: string
  /** URL of the page with the criteria. */
  readonly criteriaUrl: string
  readonly criteriaNarrative: string
  /** Absolute URL of the unbaked PNG. */
  readonly imageUrl: string
  readonly tags: readonly string[]
  /** Ladder levels in order, for `resultDescription`. */
  readonly levels: readonly { readonly id: string; readonly name: string; readonly description: string }[]
  /** Which of `levels` this achievement is. */
  readonly level: string
  /** The achievement right below, if any: becomes an `alignment` (targetType `ceterms:Credential`). */
  readonly below: { readonly id: string; readonly name: string } | null
}

/** What the person shows of how they came to it (OB 3.0 §B.1.10 Evidence, OB 2.0 §Evidence): a web address, words, or both. */
export interface ShownEvidence {
  readonly url: string | null
  readonly name: string
  readonly narrative: string | null
}

/** `identityHash` is `hashIdentity(value, salt)`: the value itself is not needed again. */
export interface RecipientInput {
  readonly type: 'emailAddress' | 'sourcedId' | 'systemId'
  readonly identityHash: string
  readonly salt: string
}

export interface CredentialInput {
  /** URL: `https://host/credentials/{id}`. */
  readonly id: string
  readonly ob2Id: string
  /** `urn:uuid:…`, minted for this credential. */
  readonly subjectId: string
  readonly recipient: RecipientInput
  readonly issuer: IssuerInput
  readonly achievement: AchievementInput
  /** ISO 8601, whole seconds, UTC. */
  readonly validFrom: string
  readonly validUntil: string | null
  /** Where the credential can be had as it stands then (1EdTech Credential Refresh 1.0). Named in those that end. */
  readonly refreshUrl?: string
  /** What the person did, in words. */
  readonly narrative: string
  /** Left out: the person shows none. */
  readonly evidence?: readonly ShownEvidence[]
  readonly status: { readonly listUrl: string; readonly index: number }
}

/** What one person holds, in one document (CLR 2.0 §B.1.2 ClrCredential). */
export interface RecordInput {
  /** `urn:uuid:…` */
  readonly id: string
  readonly name: string
  readonly issuer: IssuerInput
  /** ISO 8601 */
  readonly validFrom: string
  readonly subjectId: string
  readonly recipient: RecipientInput
  /** The issuer knows of others that are not in it. */
  readonly partial: boolean
  /** As signed. */
  readonly credentials: readonly JsonObject[]
  /** Ids of two achievements: one was to be earned before the other. */
  readonly precedes: readonly (readonly [before: string, after: string])[]
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/** An Ed25519 key, as Multikey (multibase) strings. `id` is `{issuer.id}#{publicKeyMultibase}`. */
export interface SigningKey {
  readonly id: string
  readonly controller: string
  readonly publicKeyMultibase: string
  readonly secretKeyMultibase: string
}

/** An RSA key that signs tokens. `kid`: the address that answers its public half, as a bare JWK. */
export interface TokenSigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
}

/** The public half of such a key as an issuer publishes it. */
export interface PublishedTokenKey {
  /** Its address: what tokens name as `kid`. */
  readonly id: string
  readonly jwk: JsonObject
  /** Since when it is in wrong hands, ISO 8601; `null`: it is not. */
  readonly revoked: string | null
}

export type Verdict = 'valid' | 'invalid' | 'unknown'

export interface Check {
  /** parse, schema, proof, issuer, status, validity, recipient; of a learner record credentials as well */
  readonly id: string
  readonly outcome: 'pass' | 'fail' | 'unknown' | 'skipped'
  /** Plain English, for a person. */
  readonly message: string
}

export interface VerifyReport {
  readonly verdict: Verdict
  readonly checks: readonly Check[]
  /** The credential as read; `null` when nothing could be read. */
  readonly credential: JsonObject | null
  /** Of a learner record (CLR): each credential in it, checked by itself. */
  readonly credentials?: readonly VerifyReport[]
}
