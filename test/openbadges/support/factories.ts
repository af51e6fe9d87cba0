import {
  type AchievementInput,
  type CredentialInput,
  createSigningKey,
  hashIdentity,
  type IssuerInput,
  type JsonObject,
  type RecordInput,
  type SigningKey,
} from '../../../src/openbadges/index.ts'

export const HOST = 'https://badges.example.org'
export const NOW = '2026-11-23T12:00:00Z'
export const clock = (): number => Date.parse(NOW)
export const RECIPIENT = 'learner@example.org'
export const SALT = '2f1c0e5a9b7d4e6f8a1b3c5d7e9f0a2b'

export const issuer: IssuerInput = {
  id: `${HOST}/issuers/1`,
  ob2Id: `${HOST}/ob2/issuers/1`,
  name: 'Riverside College',
  url: 'https://riverside.example.org',
  email: 'badges@riverside.example.org',
  description: null,
}

export const achievement: AchievementInput = {
  id: `${HOST}/achievements/7`,
  ob2Id: `${HOST}/ob2/badges/7`,
  name: 'Demonstrated: Teaching with technology',
  description: 'Took part and handed in course work.',
  criteriaUrl: `${HOST}/achievements/7`,
  criteriaNarrative: 'All of:\n- attend 80 % of the sessions\n- hand in the course work',
  imageUrl: `${HOST}/achievements/7.png`,
  tags: ['Jisc', 'Demonstrated'],
  levels: [
    { id: 'completed', name: 'Completed', description: 'Attended and took part.' },
    { id: 'demonstrated', name: 'Demonstrated', description: 'Showed what was learned.' },
    { id: 'implemented', name: 'Implemented', description: 'Changed their practice.' },
  ],
  level: 'demonstrated',
  below: { id: `${HOST}/achievements/6`, name: 'Completed: Teaching with technology' },
}

export function credentialInput(changes: Partial<CredentialInput> = {}): CredentialInput {
  return {
    id: `${HOST}/credentials/c1`,
    ob2Id: `${HOST}/ob2/assertions/c1`,
    subjectId: 'urn:uuid:3f0c8f4e-6c1b-4f43-9d52-6a5f0f6a0b11',
    recipient: { type: 'emailAddress', identityHash: hashIdentity(RECIPIENT, SALT), salt: SALT },
    issuer,
    achievement,
    validFrom: '2026-11-12T09:30:00.123Z',
    validUntil: null,
    narrative: 'Attended 5 of 5 sessions. Handed in course work.',
    status: { listUrl: `${HOST}/status/1`, index: 94 },
    ...changes,
  }
}

/** A record of these credentials, with the two achievements of the factories in it. */
export function recordInput(
  credentials: readonly JsonObject[],
  changes: Partial<RecordInput> = {},
): RecordInput {
  return {
    id: 'urn:uuid:0b7f6a52-0d5e-4b53-8d0f-0a1b2c3d4e5f',
    name: 'Teaching with technology',
    issuer,
    validFrom: NOW,
    subjectId: 'urn:uuid:6f1a7a8e-1c2b-4d3e-9f4a-5b6c7d8e9f01',
    recipient: { type: 'emailAddress', identityHash: hashIdentity(RECIPIENT, SALT), salt: SALT },
    partial: false,
    credentials,
    precedes: [[`${HOST}/achievements/6`, `${HOST}/achievements/7`]],
    ...changes,
  }
}

/** The issuer's key, the same in every run. */
export function issuerKey(): Promise<SigningKey> {
  return createSigningKey(issuer.id, new Uint8Array(32).fill(7))
}

/** A key that nobody published. */
export function strangersKey(): Promise<SigningKey> {
  return createSigningKey(issuer.id, new Uint8Array(32).fill(9))
}
