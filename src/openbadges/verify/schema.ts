import { z } from 'zod'
import { CLR_CONTEXT_PATTERN, OB3_CONTEXT_PATTERN, VC1_CONTEXT, VC2_CONTEXT } from '../contexts/urls.ts'
import type { Check, JsonObject } from '../types.ts'
import { fail, pass, skipped, unknown } from './checks.ts'
import { isObject, listOf, stringsOf } from './json.ts'
import { isRecord } from './record.ts'

const text = z.string().min(1)
const address = text.regex(/^[a-z][a-z0-9+.-]*:/i, 'is not an address')
const date = text.refine(
  (value) => /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)),
  'is not a date and time',
)
const typed = (name: string) =>
  z.union([text, z.array(text)]).refine((value) => [value].flat().includes(name), `does not include ${name}`)
/** One or many: both are the same in JSON-LD. */
const some = <T extends z.ZodType>(item: T) => z.union([z.array(item), item]).optional()

const identifierEntry = z.looseObject({
  type: typed('IdentifierEntry'),
  identifier: text,
  identifierType: text,
})
const profile = z.looseObject({
  id: address,
  type: typed('Profile'),
  name: text.optional(),
  otherIdentifier: some(identifierEntry),
  get parentOrg() {
    return profile.optional()
  },
})
const achievement = z.looseObject({
  id: address,
  type: typed('Achievement'),
  name: text,
  description: z.string(),
  criteria: z.looseObject({ id: address.optional(), narrative: z.string().optional() }),
})
const identity = z.looseObject({
  type: typed('IdentityObject'),
  hashed: z.boolean(),
  identityHash: text,
  identityType: text,
  salt: z.string().optional(),
})
const result = z.looseObject({ type: typed('Result') })
const subject = z.looseObject({
  id: address.optional(),
  type: typed('AchievementSubject'),
  achievement,
  identifier: some(identity),
  result: some(result),
  source: profile.optional(),
})
const status = z.looseObject({ type: text })
const evidence = z.looseObject({ type: typed('Evidence') })

const association = z.looseObject({
  type: typed('Association'),
  associationType: text,
  sourceId: address,
  targetId: address,
})
const record = z.looseObject({
  id: address,
  issuer: z.union([address, profile]),
  name: text,
  partial: z.boolean().optional(),
  credentialSubject: z.looseObject({
    id: address.optional(),
    type: typed('ClrSubject'),
    identifier: some(identity),
    verifiableCredential: z.union([
      z.array(z.union([text, z.looseObject({})])).min(1),
      z.looseObject({}),
      text,
    ]),
    association: some(association),
  }),
})

const openBadge = z.looseObject({
  id: address.optional(),
  issuer: z.union([address, profile]),
  credentialSubject: z.union([subject, z.array(subject).min(1)]),
  credentialStatus: some(status),
  evidence: some(evidence),
  name: z.string().optional(),
})
/** Open Badges always say from when they count; VCDM 2.0 alone would let it be left out. */
const dated = { 1: z.looseObject({ issuanceDate: date }), 2: z.looseObject({ validFrom: date }) }
const credential = z.looseObject({
  type: typed('VerifiableCredential'),
  validFrom: date.optional(),
  validUntil: date.optional(),
  issuanceDate: date.optional(),
  expirationDate: date.optional(),
  issuer: z.union([address, z.looseObject({ id: address })]),
  credentialSubject: z.union([z.looseObject({}), z.array(z.looseObject({})).min(1)]),
})

/** The version of the VC data model that a document names first; `null` where it names none. */
export function vcVersion(document: JsonObject): 1 | 2 | null {
  const [first] = listOf(document['@context'])
  if (first === VC2_CONTEXT) return 2
  return first === VC1_CONTEXT ? 1 : null
}

const isOpenBadge = (document: JsonObject): boolean =>
  stringsOf(document.type).some((type) => type === 'OpenBadgeCredential' || type === 'AchievementCredential')

/** Required members of an OB 3.0 credential (OB 3.0 §B.1.2) and of a verifiable credential (VCDM 2.0 §4, VCDM 1.1 §4). */
export function checkSchema(document: JsonObject): Check {
  const version = vcVersion(document)
  if (version === null) {
    return fail(
      'schema',
      'The badge does not start with the vocabulary (@context) of verifiable credentials.',
    )
  }
  const badge = isOpenBadge(document)
  if (isRecord(document)) return checkRecord(document, version)
  if (badge && !hasContext(document, OB3_CONTEXT_PATTERN)) {
    return fail('schema', 'The badge does not name the vocabulary (@context) of Open Badges 3.0.')
  }
  const schemas = badge ? [credential, dated[version], openBadge] : [credential]
  const [fault] = schemas.flatMap((schema) => faultsOf(schema, document))
  if (fault) return fail('schema', `The badge is not well formed: ${fault}.`)
  if (badge) return pass('schema', 'Everything that an Open Badge must say is there.')
  return bringsOwnWords(document)
    ? unknown('schema', 'This is no Open Badge, and it gives words a meaning of its own.')
    : skipped(
        'schema',
        'This is a verifiable credential of another kind, so the rules of Open Badges do not apply.',
      )
}

/** Required members of a learner record (CLR 2.0 §B.1.2). */
function checkRecord(document: JsonObject, version: 1 | 2): Check {
  if (!hasContext(document, CLR_CONTEXT_PATTERN))
    return fail('schema', 'The record does not name the vocabulary (@context) of learner records (CLR 2.0).')
  const [fault] = [credential, dated[version], record].flatMap((schema) => faultsOf(schema, document))
  if (fault) return fail('schema', `The record is not well formed: ${fault}.`)
  return bringsOwnWords(document)
    ? unknown('schema', 'The record gives words a meaning of its own.')
    : pass('schema', 'Everything that a learner record must say is there.')
}

/** Where no published vocabulary protects them, words could mean anything. */
function bringsOwnWords(document: JsonObject): boolean {
  return listOf(document['@context']).some((context) => typeof context !== 'string')
}

/** With its protected vocabulary named, no other context can give the words of a badge another meaning. */
function hasContext(document: JsonObject, pattern: RegExp): boolean {
  return listOf(document['@context']).some((url) => typeof url === 'string' && pattern.test(url))
}

function faultsOf(schema: z.ZodType, document: JsonObject): string[] {
  const parsed = schema.safeParse(document)
  if (parsed.success) return []
  return parsed.error.issues.map((issue) => describe(issue))
}

/** The path and what is wrong there. A choice between shapes is described by the shape that came closest. */
function describe(issue: z.core.$ZodIssue, above: PropertyKey[] = []): string {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union') {
    const closest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0]?.[0]
    if (closest) return describe(closest, path)
  }
  return `${path.map(String).join('.') || 'the document'}: ${issue.message}`
}

const depth = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length))

/** The issuer's id; `null` where there is none. */
export function issuerOf(document: JsonObject): string | null {
  const { issuer } = document
  if (typeof issuer === 'string') return issuer
  return isObject(issuer) && typeof issuer.id === 'string' ? issuer.id : null
}
