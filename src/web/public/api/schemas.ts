import { z } from 'zod'

/** What the public API takes and answers. Documents of Open Badges are open: the standard lets them carry more than is said here. */

const iri = z.string().min(1)
const types = z.union([z.string(), z.array(z.string()).min(1)])
const context = z.union([z.string(), z.array(z.unknown()).min(1)])
const image = z.looseObject({ id: iri, type: z.literal('Image') })

/** The body of `POST /api/verify`: exactly one of `credential` and `url`. */
export const verifyRequest = z.strictObject({
  credential: z
    .union([z.string().min(1), z.record(z.string(), z.unknown())])
    .optional()
    .describe('A document, or a token as text'),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional()
    .describe('Where a hosted badge is'),
  recipient: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('An email address: was it issued to this person?'),
})

const verdict = z
  .strictObject({
    verdict: z.enum(['valid', 'invalid', 'unknown']),
    checks: z.array(
      z.strictObject({
        id: z.enum(['parse', 'schema', 'proof', 'issuer', 'status', 'validity', 'recipient', 'credentials']),
        outcome: z.enum(['pass', 'fail', 'unknown', 'skipped']),
        message: z.string(),
      }),
    ),
    credential: z.record(z.string(), z.unknown()).nullable(),
    get credentials() {
      return z.array(verdict).optional().describe('Of a learner record (CLR): each credential in it')
    },
  })
  .describe('Each check by itself; what cannot be looked up makes the verdict unknown, never valid')

const fault = z
  .strictObject({
    error: z.strictObject({
      code: z.string().describe('Stable; for programs'),
      message: z.string().describe('For people, in the language of the request'),
      reference: z.string().optional().describe('To quote where the fault is ours'),
    }),
  })
  .describe('A refusal')

const credential = z
  .looseObject({
    '@context': context,
    id: iri,
    type: types,
    issuer: z.union([iri, z.looseObject({ id: iri })]),
    validFrom: z.string(),
    credentialSubject: z.looseObject({ achievement: z.looseObject({ id: iri }) }),
  })
  .describe('OpenBadgeCredential, Open Badges 3.0 §B.1.1, byte for byte as it was signed')

const achievement = z
  .looseObject({
    id: iri,
    type: types,
    name: z.string(),
    description: z.string(),
    criteria: z.looseObject({}),
  })
  .describe('Achievement, Open Badges 3.0 §B.1.2')

const issuer = z
  .looseObject({ '@context': context, id: iri, type: types, name: z.string() })
  .describe('Profile, Open Badges 3.0 §B.1.10, with the keys that verify its credentials')

const assertion = z
  .looseObject({
    '@context': context,
    id: iri,
    type: z.literal('Assertion'),
    recipient: z.looseObject({
      type: z.string(),
      hashed: z.boolean(),
      identity: z.string(),
      salt: z.string().optional(),
    }),
    badge: iri,
    verification: z.looseObject({ type: z.literal('HostedBadge') }),
    issuedOn: z.string(),
  })
  .describe('Assertion, Open Badges 2.0, hosted')

const revokedAssertion = z
  .looseObject({ '@context': context, id: iri, revoked: z.literal(true) })
  .describe('Assertion that was withdrawn, Open Badges 2.0')

const badgeClass = z
  .looseObject({
    '@context': context,
    id: iri,
    type: z.literal('BadgeClass'),
    name: z.string(),
    description: z.string(),
    image: z.union([iri, image]),
    criteria: z.union([iri, z.looseObject({})]),
    issuer: iri,
  })
  .describe('BadgeClass, Open Badges 2.0')

const issuer20 = z
  .looseObject({ '@context': context, id: iri, type: types, name: z.string(), url: iri })
  .describe('Issuer, Open Badges 2.0')

const statusList = z
  .looseObject({ '@context': context, id: iri, type: types, credentialSubject: z.looseObject({}) })
  .describe('BitstringStatusListCredential, signed; or a revocation list')

const revocationList = z
  .looseObject({
    id: iri,
    issuer: iri,
    revokedCredential: z.array(z.looseObject({ id: iri, revoked: z.boolean() })),
  })
  .describe('1EdTech Revocation List 1.0: what tokens name as their status')

const jwk = z
  .looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string(), kid: z.string() })
  .describe('A public key, RFC 7517')

const didDocument = z.looseObject({ '@context': context, id: z.string().startsWith('did:web:') })

const oembed = z
  .looseObject({
    version: z.literal('1.0'),
    type: z.literal('rich'),
    title: z.string(),
    html: z.string(),
    width: z.number().int(),
    height: z.number().int(),
  })
  .describe('oEmbed 1.0 §2.3.4.4')

const alive = z.strictObject({ status: z.string(), checks: z.record(z.string(), z.string()) })

export const SCHEMAS = {
  VerifyRequest: verifyRequest,
  Verdict: verdict,
  Fault: fault,
  OpenBadgeCredential: credential,
  Achievement: achievement,
  Issuer: issuer,
  Assertion: assertion,
  RevokedAssertion: revokedAssertion,
  BadgeClass: badgeClass,
  Issuer20: issuer20,
  StatusList: statusList,
  DidDocument: didDocument,
  OEmbed: oembed,
  Jwk: jwk,
  RevocationList: revocationList,
  Health: alive,
  Any: z.looseObject({}),
} as const

export type SchemaName = keyof typeof SCHEMAS
